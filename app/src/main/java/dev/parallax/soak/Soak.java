package dev.parallax.soak;

import dev.parallax.client.Dialect;
import dev.parallax.client.Status;
import dev.parallax.fleet.AddTask;
import dev.parallax.fleet.Fleet;
import dev.parallax.fleet.FleetClient;
import dev.parallax.fleet.FleetConfig;
import dev.parallax.oracle.Convergence;
import dev.parallax.oracle.Finding;
import dev.parallax.oracle.Oracle;
import dev.parallax.oracle.OracleReport;
import dev.parallax.server.ServerConfig;
import dev.parallax.server.SyncServer;
import dev.parallax.server.seed.SeedPlan;
import dev.parallax.wire.Json;
import java.io.PrintWriter;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import tools.jackson.databind.node.ObjectNode;

/// A real server on a file database and a fleet of all dialects under traffic and faults for minutes; then the faults
/// end, and everybody has to come to hold exactly what they may see. Prints a line now and then. Confined to its
/// caller's thread, which waits.
public final class Soak {
    private static final int TICK_MILLIS = 100;
    private static final Duration PATIENCE = Duration.ofMinutes(5);
    private static final Duration SETTLING = Duration.ofSeconds(20);
    private static final double BYTES_PER_MEGABYTE = 1e6;
    /// Past the first third of the time, what is held may still move by so much.
    private static final double GROWTH_LIMIT = 1.5;
    private static final double GROWTH_MEGABYTES = 64;
    private static final List<ObjectNode> SERVER_FAULTS = List.of(
            Json.object().put("fault", "stop-broadcasting").put("on", true),
            Json.object().put("fault", "refuse-connections").put("on", true),
            Json.object().put("fault", "delta-error").put("table", "Post").put("times", 5),
            Json.object().put("fault", "cut"));
    private static final ObjectNode NO_SERVER_FAULT = Json.object().put("fault", "none");
    private static final int SERVER_FAULT_EVERY_SECONDS = 20;
    private static final int FINDINGS_KEPT = 20;

    private final Plan plan;
    private final PrintWriter out;
    private final List<Sample> samples = new ArrayList<>();
    private final List<String> failures = new ArrayList<>();
    private int leaks;

    /// How it is done. Immutable.
    ///
    /// @param database the file to use; it must not be there yet
    /// @param rate writes asked for per second
    /// @param sampleEvery how often a line is printed
    public record Plan(long seed, int clients, double rate, Duration duration, Duration sampleEvery, Path database) {}

    /// What was counted at a moment.
    ///
    /// @param second since the beginning
    /// @param heapMegabytes what is held after a collection
    public record Sample(
            long second,
            int live,
            int clients,
            long writes,
            int leaks,
            int missing,
            int stale,
            double heapMegabytes,
            int threads) {}

    /// How it came out. Immutable.
    ///
    /// @param failures a sentence each; empty if everything was as it has to be
    public record Result(List<Sample> samples, List<String> failures, ObjectNode faults) {
        public Result {
            samples = List.copyOf(samples);
            failures = List.copyOf(failures);
        }

        /// As the report shows it.
        public ObjectNode toJson() {
            ObjectNode json = Json.object().put("passed", failures.isEmpty());
            json.set("failures", Json.MAPPER.valueToTree(failures));
            json.set("faults", faults);
            json.set("samples", Json.MAPPER.valueToTree(samples));
            return json;
        }
    }

    public Soak(Plan plan, PrintWriter out) {
        this.plan = plan;
        this.out = out;
    }

    /// Blocks until it is over.
    ///
    /// @throws dev.parallax.server.ServerStartException if the server cannot be started
    public Result run() {
        ServerConfig config = ServerConfig.defaults()
                .withPort(0)
                .withDatabase(plan.database())
                .withSeed(new SeedPlan(plan.seed(), 20, 3, 60));
        try (SyncServer server = SyncServer.start(config);
                Fleet fleet = new Fleet(
                        FleetConfig.defaults().withSeed(plan.seed()).withDialects(List.of(Dialect.values())),
                        server.uri(),
                        server.inspection());
                Oracle oracle = new Oracle(fleet::subjects, server.inspection())) {
            join(fleet);
            Havoc havoc = new Havoc(new Random(plan.seed()));
            out.println("| second | live | writes | leaks / missing / stale | heap MB | threads |");
            out.println("|--:|--:|--:|--:|--:|--:|");
            disturb(fleet, oracle, havoc);
            settle(fleet, oracle, havoc);
            verify(fleet);
            compareMemory();
            ObjectNode faults = Json.object();
            havoc.counts().forEach((kind, count) -> faults.put(kind.name().toLowerCase(Locale.ROOT), count));
            return new Result(samples, failures, faults.put("refused", havoc.refused()));
        }
    }

    private void join(Fleet fleet) {
        AddTask task = fleet.add(plan.clients());
        boolean joined = await(() -> task.completion().isDone());
        int live = fleet.clients().size();
        if (!joined || live < plan.clients()) {
            failures.add("Only " + live + " of " + plan.clients() + " clients could sign in.");
        }
        await(() -> live(fleet) == fleet.clients().size());
        fleet.traffic().setRate(plan.rate());
        fleet.traffic().start();
    }

    private void disturb(Fleet fleet, Oracle oracle, Havoc havoc) {
        Random random = new Random(plan.seed() + 1);
        long began = System.nanoTime();
        long sampled = Long.MIN_VALUE;
        long serverFault = 0;
        // About one fault at a time for every tenth client.
        double strikesPerTick = plan.clients() / 10.0 / 5_000 * TICK_MILLIS;
        double due = 0;
        for (long millis = 0; millis < plan.duration().toMillis(); millis = millisSince(began)) {
            havoc.advance(millis);
            havoc.signInAll(fleet.clients());
            for (due += strikesPerTick; due >= 1; due--) {
                havoc.strike(fleet.clients(), millis);
            }
            if (millis / 1_000 / SERVER_FAULT_EVERY_SECONDS > serverFault) {
                serverFault = millis / 1_000 / SERVER_FAULT_EVERY_SECONDS;
                faultOfServer(fleet, SERVER_FAULTS.get(random.nextInt(SERVER_FAULTS.size())));
            }
            if (sampled == Long.MIN_VALUE
                    || millis - sampled >= plan.sampleEvery().toMillis()) {
                sampled = millis;
                sample(millis / 1_000, fleet, oracle.report());
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS));
        }
    }

    /// The one before ends.
    private void faultOfServer(Fleet fleet, ObjectNode fault) {
        fleet.fault(NO_SERVER_FAULT).thenCompose(cleared -> fleet.fault(fault)).join();
    }

    private void settle(Fleet fleet, Oracle oracle, Havoc havoc) {
        fleet.traffic().stop();
        havoc.heal(fleet.clients());
        fleet.fault(NO_SERVER_FAULT).join();
        long end = System.nanoTime() + PATIENCE.toNanos();
        Convergence convergence = new Convergence(List.of("nobody looked"));
        while (!convergence.reached() && System.nanoTime() < end) {
            havoc.signInAll(fleet.clients());
            convergence = oracle.convergence(SETTLING).join();
        }
        sample(plan.duration().toSeconds(), fleet, oracle.checkNow());
        convergence.unconverged().stream().limit(FINDINGS_KEPT).forEach(failures::add);
        OracleReport last = oracle.checkNow();
        if (!last.clean()) {
            failures.add("The oracle finds %d leaks, %d missing and %d stale rows at the end."
                    .formatted(
                            last.leaks().size(),
                            last.missing().size(),
                            last.stale().size()));
        }
    }

    private void verify(Fleet fleet) {
        ObjectNode verdict = fleet.verifyLog().join();
        if (!verdict.path("valid").asBoolean()) {
            failures.add("The log's chain is broken: " + Json.text(verdict));
        }
    }

    private void compareMemory() {
        List<Sample> warm = samples.subList(samples.size() / 3, samples.size());
        double first = warm.getFirst().heapMegabytes();
        double last = warm.getLast().heapMegabytes();
        if (last > first * GROWTH_LIMIT + GROWTH_MEGABYTES) {
            failures.add(String.format(
                    Locale.ROOT,
                    "The heap grew from %.0f to %.0f MB in the last two thirds of the time.",
                    first,
                    last));
        }
    }

    private void sample(long second, Fleet fleet, OracleReport report) {
        Sample sample = new Sample(
                second,
                live(fleet),
                fleet.clients().size(),
                fleet.traffic().counts().accepted(),
                report.leaks().size(),
                report.missing().size(),
                report.stale().size(),
                heap(),
                ManagementFactory.getThreadMXBean().getThreadCount());
        samples.add(sample);
        for (Finding leak : report.leaks()) {
            if (leaks++ < FINDINGS_KEPT) {
                failures.add("After " + second + " s: " + leak.sentence());
            }
        }
        out.printf(
                Locale.ROOT,
                "| %,d | %,d of %,d | %,d | %d / %d / %d | %.0f | %d |%n",
                sample.second(),
                sample.live(),
                sample.clients(),
                sample.writes(),
                sample.leaks(),
                sample.missing(),
                sample.stale(),
                sample.heapMegabytes(),
                sample.threads());
        out.flush();
    }

    private static int live(Fleet fleet) {
        int live = 0;
        for (FleetClient client : fleet.clients()) {
            live += client.snapshot().status() == Status.LIVE ? 1 : 0;
        }
        return live;
    }

    private static double heap() {
        var memory = ManagementFactory.getMemoryMXBean();
        memory.gc();
        return memory.getHeapMemoryUsage().getUsed() / BYTES_PER_MEGABYTE;
    }

    private static long millisSince(long nanos) {
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - nanos);
    }

    private static boolean await(BooleanSupplier condition) {
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (!condition.getAsBoolean() && System.nanoTime() < end) {
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(TICK_MILLIS));
        }
        return condition.getAsBoolean();
    }
}
