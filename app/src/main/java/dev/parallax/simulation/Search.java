package dev.parallax.simulation;

import dev.parallax.wire.Json;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.function.Predicate;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Runs simulations, one seed after the other, as many at once as there are processors. Immutable.
public final class Search {
    private static final int AT_ONCE = Runtime.getRuntime().availableProcessors();

    private final SimulationPlan first;
    private final int schedules;

    /// @param first what to run; the following have the following seeds
    public Search(SimulationPlan first, int schedules) {
        this.first = first;
        this.schedules = schedules;
    }

    /// What was found. Immutable; the same on any machine, if it was not ended by time.
    ///
    /// @param schedules that were run
    /// @param failed the first seed that failed, or null
    /// @param hash of everything that was said and done in all of them
    public record Outcome(int schedules, @Nullable Long failed, List<String> failures, String hash, ObjectNode counts) {
        public Outcome {
            failures = List.copyOf(failures);
        }

        public ObjectNode toJson() {
            ObjectNode node = Json.object().put("schedules", schedules).put("failed", failed);
            ArrayNode list = node.putArray("failures");
            failures.forEach(list::add);
            return node.put("hash", hash).set("counts", counts);
        }
    }

    /// Runs until all are done, one failed or somebody has had enough.
    ///
    /// @param goesOn asked between rounds
    /// @param each told every result in the order of the seeds; false ends the search
    public Outcome run(BooleanSupplier goesOn, Predicate<SimulationResult> each) {
        MessageDigest digest = sha256();
        Map<String, Integer> counts = new TreeMap<>();
        List<String> failures = new ArrayList<>();
        Long failed = null;
        int done = 0;
        while (done < schedules && failed == null && goesOn.getAsBoolean()) {
            long from = first.seed() + done;
            List<SimulationResult> round = LongStream.range(from, from + Math.min(AT_ONCE, schedules - done))
                    .parallel()
                    .mapToObj(seed -> Simulation.run(first.withSeed(seed)))
                    .toList();
            for (SimulationResult result : round) {
                if (failed == null) {
                    done++;
                    digest.update(result.hash().getBytes(StandardCharsets.US_ASCII));
                    result.counts().forEach((what, count) -> counts.merge(what, count, Integer::sum));
                    if (!each.test(result)) {
                        failed = result.seed();
                        failures.addAll(result.failures());
                    }
                }
            }
        }
        ObjectNode node = Json.object();
        counts.forEach(node::put);
        return new Outcome(done, failed, failures, HexFormat.of().formatHex(digest.digest()), node);
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }
}
