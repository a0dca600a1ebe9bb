package dev.parallax.ui.race;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.client.Dialect;
import dev.parallax.client.Status;
import dev.parallax.fleet.AddTask;
import dev.parallax.fleet.FleetClient;
import dev.parallax.fleet.FleetMember;
import dev.parallax.oracle.RaceReport;
import dev.parallax.oracle.Stopwatch;
import dev.parallax.recording.WireTotals;
import dev.parallax.ui.pulse.Mailbox;
import dev.parallax.ui.world.World;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One user's clients, one in each dialect, and how they fare with the same changes. They are clients of the fleet like
/// any others. Knows no control. FX thread only.
final class Race {
    /// The same changes for the same world.
    private static final long SEED = 20;

    /// Where a race stands.
    enum Stage {
        /// Nobody races.
        READY,
        /// The clients sign in and load.
        JOINING,
        /// Changes are timed.
        RACING
    }

    private final World world;
    private final Mailbox mailbox;
    private final Map<Integer, WireTotals> before = new HashMap<>();
    private Stage stage = Stage.READY;
    private String problem = "";
    private List<Integer> numbers = List.of();
    private @Nullable AddTask task;
    private @Nullable Stopwatch stopwatch;
    private @Nullable RaceRun run;
    private int runs;

    Race(World world, Mailbox mailbox) {
        this.world = world;
        this.mailbox = mailbox;
    }

    Stage stage() {
        return stage;
    }

    /// Why there is no race, or not a whole one; empty if all is well.
    String problem() {
        return problem;
    }

    /// Connects the user in every dialect.
    void start(long userId, String role) {
        if (stage != Stage.READY) {
            return;
        }
        problem = "";
        stage = Stage.JOINING;
        AddTask joining = world.add(Arrays.stream(Dialect.values())
                .map(dialect -> new FleetMember(userId, role, dialect))
                .toList());
        task = joining;
        var ignored = joining.completion().thenAccept(joined -> mailbox.post(() -> joined(joining, joined)));
    }

    @SuppressWarnings("ReferenceEquality") // each start has a task of its own
    private void joined(AddTask joining, List<FleetClient> joined) {
        if (joining != task) {
            // Cancelled meanwhile; whoever still came goes again.
            world.remove(present(joined.stream().map(FleetClient::number).toList()));
            return;
        }
        numbers = joined.stream().map(FleetClient::number).toList();
        int missing = Dialect.values().length - numbers.size();
        if (missing > 0) {
            problem = text("race.notall", missing, Dialect.values().length);
        }
        if (numbers.isEmpty()) {
            task = null;
            stage = Stage.READY;
        }
    }

    /// How many of all have signed in and loaded.
    int ready() {
        return (int) lanes().stream().filter(Race::isLoaded).count();
    }

    private static boolean isLoaded(FleetClient client) {
        return client.snapshot().status() == Status.LIVE && client.snapshot().version() > 0;
    }

    void refresh(long nanos) {
        if (stage == Stage.JOINING && !numbers.isEmpty()) {
            List<FleetClient> lanes = lanes();
            if (lanes.isEmpty()) {
                close(true);
            } else if (lanes.stream().allMatch(Race::isLoaded)) {
                stopwatch = world.stopwatch(Set.copyOf(numbers));
                stage = Stage.RACING;
                markWires();
            }
        } else if (stage == Stage.RACING && lanes().isEmpty()) {
            close(true);
        }
        RaceRun running = run;
        if (running != null) {
            running.refresh(nanos);
        }
    }

    /// Who races and is still there, in the order of the dialects.
    List<FleetClient> lanes() {
        return present(numbers);
    }

    private List<FleetClient> present(List<Integer> wanted) {
        return wanted.stream().flatMap(number -> world.client(number).stream()).toList();
    }

    /// Makes a run of changes.
    void run(int count) {
        if (stage == Stage.RACING && (run == null || run.isOver())) {
            run = new RaceRun(world, this::lanes, new RacePlan(new Random(SEED + runs++)), count, mailbox);
        }
    }

    Optional<RaceRun> run() {
        return Optional.ofNullable(run);
    }

    /// Forgets what was timed and counted.
    void reset() {
        if (stopwatch != null) {
            stopwatch.reset();
            markWires();
        }
    }

    private void markWires() {
        before.clear();
        lanes().forEach(lane -> before.put(lane.number(), lane.wireTotals()));
    }

    RaceReport report() {
        return stopwatch == null ? RaceReport.NONE : stopwatch.report();
    }

    /// What went over a client's wire since the race began.
    WireTotals wire(FleetClient lane) {
        return lane.wireTotals().minus(before.getOrDefault(lane.number(), WireTotals.NONE));
    }

    /// Ends it, in whatever stage.
    ///
    /// @param keeps whether its clients stay
    void close(boolean keeps) {
        AddTask joining = task;
        task = null;
        if (joining != null) {
            joining.cancel();
        }
        if (stopwatch != null) {
            stopwatch.close();
            stopwatch = null;
        }
        run = null;
        List<FleetClient> leaving = lanes();
        numbers = List.of();
        stage = Stage.READY;
        if (!keeps && !leaving.isEmpty()) {
            world.remove(leaving);
        }
    }
}
