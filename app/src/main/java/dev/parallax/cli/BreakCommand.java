package dev.parallax.cli;

import dev.parallax.simulation.Search;
import dev.parallax.simulation.SimulationPlan;
import dev.parallax.simulation.SimulationResult;
import dev.parallax.wire.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/// Searches for a schedule that breaks the system, in virtual time.
@Command(
        name = "break",
        mixinStandardHelpOptions = true,
        versionProvider = ProgramVersion.class,
        description = {
            "Runs whole fleets of all dialects in virtual time, each from a seed of its own, under every fault there"
                    + " is, and looks for one that leaks, loses or does not come to rest.",
            "Exits with 0 if there is none, and with 1 and the seed if there is."
        })
final class BreakCommand implements Callable<Integer> {
    private static final int SCHEDULES_LIMIT = 10_000_000;

    @Spec
    private @Nullable CommandSpec spec;

    @Option(names = "--seed", paramLabel = "N", description = "The seed of the first schedule (default: 1).")
    private long seed = 1;

    @Option(names = "--schedules", paramLabel = "N", description = "How many to run at most (default: 1,000).")
    private int schedules = 1_000;

    @Option(names = "--minutes", paramLabel = "M", description = "How long to go on at most (default: no limit).")
    private @Nullable Double minutes;

    @Option(names = "--steps", paramLabel = "N", description = "Steps of each schedule (default: 200).")
    private int steps = 200;

    @Option(names = "--report", paramLabel = "FILE.json", description = "Write what was found as JSON.")
    private @Nullable Path report;

    @Override
    public Integer call() throws IOException {
        require(
                schedules >= 1 && schedules <= SCHEDULES_LIMIT,
                "`--schedules` is from 1 to " + SCHEDULES_LIMIT + ", but it is " + schedules);
        require(steps >= 1 && steps <= 100_000, "`--steps` is from 1 to 100,000, but it is " + steps);
        Double limit = minutes;
        require(limit == null || (limit > 0 && limit <= 10_080), "`--minutes` is above 0 and at most a week");
        PrintWriter out = out();
        long start = System.nanoTime();
        long end = limit == null
                ? Long.MAX_VALUE
                : start + Duration.ofMillis(Math.round(limit * 60_000)).toNanos();
        Search search = new Search(SimulationPlan.of(seed).withSteps(steps), schedules);
        Search.Outcome outcome = search.run(() -> System.nanoTime() < end, result -> {
            tell(out, result);
            return result.isClean();
        });
        double took = (System.nanoTime() - start) / 60e9;
        out.printf("%,d schedules, %,.0f a minute.%n", outcome.schedules(), outcome.schedules() / Math.max(took, 1e-9));
        out.println("What happened: " + Json.text(outcome.counts()));
        out.println(
                outcome.failed() == null
                        ? "Nothing broke."
                        : "Broken by --seed " + outcome.failed() + " --schedules 1");
        out.flush();
        if (report != null) {
            Files.writeString(
                    report, Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(outcome.toJson()) + "\n");
        }
        return outcome.failed() == null ? 0 : Failures.WENT_WRONG;
    }

    private static void tell(PrintWriter out, SimulationResult result) {
        result.failures().forEach(failure -> out.println("seed " + result.seed() + ": " + failure));
        out.flush();
    }

    private PrintWriter out() {
        return Objects.requireNonNull(spec).commandLine().getOut();
    }

    private void require(boolean holds, String sentence) {
        if (!holds) {
            throw new picocli.CommandLine.ParameterException(
                    Objects.requireNonNull(spec).commandLine(), sentence);
        }
    }
}
