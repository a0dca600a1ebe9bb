package dev.parallax.cli;

import dev.parallax.fleet.AddTask;
import dev.parallax.oracle.Convergence;
import dev.parallax.oracle.OracleReport;
import dev.parallax.ui.Toolkit;
import dev.parallax.ui.tableau.ClientState;
import dev.parallax.ui.tableau.FleetFrames;
import dev.parallax.ui.tableau.TableauFrame;
import dev.parallax.ui.tableau.TableauImage;
import dev.parallax.ui.text.Fonts;
import dev.parallax.ui.world.LiveWorld;
import dev.parallax.ui.world.Origin;
import dev.parallax.ui.world.WorldPlan;
import dev.parallax.wire.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The playground without a window: plays seeded traffic for a while, waits until every client holds what it
/// may see, and writes a picture and a report. Used once, by one thread.
final class HeadlessRun {
    private static final Logger LOG = LoggerFactory.getLogger(HeadlessRun.class);

    /// A client that needs longer than this after the last write is stuck, not slow.
    private static final Duration CONVERGENCE_DEADLINE = Duration.ofSeconds(30);
    /// Signing a thousand clients in takes seconds.
    private static final Duration CONNECT_DEADLINE = Duration.ofMinutes(5);

    private static final int PICTURE_WIDTH = 1440;
    private static final int PICTURE_HEIGHT = 900;
    private static final double PICTURE_SCALE = 2;

    private final Settings settings;
    private final PrintWriter out;
    private final InstantSource clock;

    /// What to play and where the results go. Immutable.
    ///
    /// @param file of a saved world to go on with; null for a new one
    /// @param duration of the traffic
    record Settings(WorldPlan plan, @Nullable Path file, Duration duration, Path picture, Path report, boolean dark) {}

    HeadlessRun(Settings settings, PrintWriter out, InstantSource clock) {
        this.settings = settings;
        this.out = out;
        this.clock = clock;
    }

    /// @return 0 if every client came to hold exactly what it may see and none ever leaked, else 1
    int play() throws IOException {
        Toolkit.start();
        Instant start = clock.instant();
        try (LiveWorld world = world()) {
            LeakWatch leaks = new LeakWatch();
            int failed = connect(world);
            LOG.info("{} clients signed in after {} ms", world.clients().size(), millisSince(start));
            leaks.take(world.checkNow());
            if (!settings.duration().isZero()) {
                world.traffic().start();
                leaks.watch(world, settings.duration());
                world.traffic().stop();
            }
            Convergence convergence = world.convergence(CONVERGENCE_DEADLINE).join();
            LOG.info("traffic played and clients compared after {} ms", millisSince(start));
            OracleReport last = world.checkNow();
            leaks.take(last);
            RunReport report = RunReport.of(
                    settings,
                    world,
                    new RunReport.Outcome(
                            last,
                            leaks.findings(),
                            convergence,
                            failed,
                            start,
                            Duration.between(start, clock.instant())));
            write(world, report);
            LOG.info("picture and report written after {} ms", millisSince(start));
            report.summary().forEach(out::println);
            out.flush();
            return report.passed() ? 0 : Failures.WENT_WRONG;
        }
    }

    private LiveWorld world() {
        Path saved = settings.file();
        return saved == null ? LiveWorld.start(settings.plan()) : SavedWorlds.open(saved);
    }

    private long millisSince(Instant start) {
        return Duration.between(start, clock.instant()).toMillis();
    }

    /// How many clients could not sign in.
    private int connect(LiveWorld world) {
        AddTask task = world.origin()
                .map(Origin::clients)
                .orElseGet(() -> world.add(settings.plan().clients()));
        CompletableFuture<?> done = task.completion().orTimeout(CONNECT_DEADLINE.toSeconds(), TimeUnit.SECONDS);
        done.exceptionally(late -> null).join();
        world.convergence(CONVERGENCE_DEADLINE).join();
        return task.total() - task.done();
    }

    private void write(LiveWorld world, RunReport report) throws IOException {
        TableauFrame frame = new FleetFrames()
                .next(world.clients().stream().map(ClientState::of).toList(), world.oracle(), 0, 0);
        TableauImage.Options options = new TableauImage.Options(
                PICTURE_WIDTH, PICTURE_HEIGHT, PICTURE_SCALE, settings.dark(), "Parallax", report.note());
        Toolkit.call(() -> {
            Fonts.load();
            TableauImage.write(frame, options, settings.picture());
            return true;
        });
        Path folder = settings.report().toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(
                settings.report(),
                Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(report.toJson()) + "\n");
    }
}
