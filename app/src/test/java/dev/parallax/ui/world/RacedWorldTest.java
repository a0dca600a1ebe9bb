package dev.parallax.ui.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.client.Dialect;
import dev.parallax.client.Status;
import dev.parallax.fleet.FleetClient;
import dev.parallax.fleet.FleetMember;
import dev.parallax.network.LinkFaults;
import dev.parallax.oracle.RaceReport;
import dev.parallax.oracle.RaceReport.Figures;
import dev.parallax.oracle.RaceReport.State;
import dev.parallax.oracle.Stopwatch;
import dev.parallax.server.ServerConfig;
import dev.parallax.wire.Json;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The same changes at one user's real clients of all dialects.
class RacedWorldTest {
    /// Longer than a batch of the space dialect, or a busy machine, takes.
    private static final int LATE_MILLIS = 3_000;

    private static final int CHANGES = 3;

    private LiveWorld world;
    private List<FleetClient> lanes;
    private Stopwatch stopwatch;
    private long post;

    @BeforeEach
    void start() {
        world = LiveWorld.start(new WorldPlan(
                ServerConfig.defaults().withPort(0), 1, WorldPlan.DIALECTS_DEFAULT, 0, WorldPlan.RATE_DEFAULT, false));
        // An administrator follows every space and sees every post.
        lanes = world.add(Arrays.stream(Dialect.values())
                        .map(dialect -> new FleetMember(3, "admin", dialect))
                        .toList())
                .completion()
                .join();
        await(() -> lanes.stream().allMatch(RacedWorldTest::isLoaded));
        Set<Integer> numbers = lanes.stream().map(FleetClient::number).collect(Collectors.toSet());
        stopwatch = world.stopwatch(numbers);
        await(stopwatch::isListening);
        post = common();
    }

    @AfterEach
    void close() {
        stopwatch.close();
        world.close();
    }

    private static boolean isLoaded(FleetClient client) {
        return client.snapshot().status() == Status.LIVE && client.snapshot().version() > 0;
    }

    private static void await(Callable<Boolean> holds) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(holds);
    }

    /// A post that every lane holds.
    private long common() {
        return lanes.getFirst().snapshot().table(World.POST).synced().stream()
                .filter(row -> lanes.stream()
                        .allMatch(lane -> lane.snapshot()
                                .table(World.POST)
                                .findSynced(row.id())
                                .isPresent()))
                .findFirst()
                .orElseThrow()
                .id();
    }

    /// One after the other: each is over before the next begins.
    private RaceReport race() {
        for (int change = 1; change <= CHANGES; change++) {
            long expected = stopwatch.report().committed() + 1;
            world.operate("updatePost", Json.object().put("id", post).put("title", "Heat " + change))
                    .join();
            await(() -> stopwatch.report().committed() == expected
                    && stopwatch.report().changes().getLast().isOver());
        }
        return stopwatch.report();
    }

    private static Figures of(RaceReport report, FleetClient lane) {
        Figures figures = report.lanes().get(lane.number());
        if (figures == null) {
            throw new AssertionError("client " + lane.number() + " does not race");
        }
        return figures;
    }

    @Test
    void everyDialectShowsEveryChange() {
        RaceReport report = race();
        assertThat(report.committed()).isEqualTo(CHANGES);
        assertThat(lanes).allSatisfy(lane -> {
            assertThat(of(report, lane).arrived()).isEqualTo(CHANGES);
            assertThat(of(report, lane).p50()).isPositive();
            assertThat(lane.wireTotals().received()).isPositive();
        });
        assertThat(report.changes())
                .allSatisfy(heat -> assertThat(heat.arrivals())
                        .hasSize(5)
                        .allSatisfy(
                                (number, arrival) -> assertThat(arrival.state()).isEqualTo(State.ARRIVED)));
    }

    @Test
    void whatLeavesTheViewCountsWhenItIsGone() {
        world.operate("deletePost", Json.object().put("id", post)).join();
        await(() -> stopwatch.report().committed() == 1
                && stopwatch.report().changes().getFirst().isOver());
        assertThat(stopwatch.report().changes().getFirst().arrivals().values())
                .allSatisfy(arrival -> assertThat(arrival.state()).isEqualTo(State.ARRIVED));
    }

    @Test
    void exactlyTheLaneWithAFaultIsSlower() {
        RaceReport before = race();
        stopwatch.reset();
        FleetClient late = lanes.getFirst();
        late.setFaults(LinkFaults.NONE.withLatency(LATE_MILLIS));
        RaceReport after = race();
        long fault = LATE_MILLIS * 1_000L;
        assertThat(of(before, late).p50()).isLessThan(fault);
        assertThat(of(after, late).p50()).isGreaterThan(fault);
        assertThat(lanes.subList(1, lanes.size()))
                .allSatisfy(lane -> assertThat(of(after, lane).p50()).isLessThan(fault));
    }

    @Test
    void theRaceGoesOnWhenTheSessionItListensByEnds() {
        for (FleetClient lane : lanes.subList(0, 2)) {
            lane.expireSession().join();
            await(() -> lane.snapshot().status() == Status.AUTH_ERROR);
            lane.signInAgain().join();
            await(() -> isLoaded(lane));
        }
        await(stopwatch::isListening);
        assertThat(race().committed()).isEqualTo(CHANGES);
    }
}
