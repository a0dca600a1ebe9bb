package dev.parallax.oracle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.change.ChangeKind;
import dev.parallax.change.Row;
import dev.parallax.change.RowShape;
import dev.parallax.change.ScopedChange;
import dev.parallax.client.Coverage;
import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.client.Status;
import dev.parallax.client.TableSnapshot;
import dev.parallax.oracle.RaceReport.Arrival;
import dev.parallax.oracle.RaceReport.Figures;
import dev.parallax.oracle.RaceReport.State;
import dev.parallax.policy.SessionValues;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RaceClockTest {
    private static final RowShape SHAPE = new RowShape("Post", List.of("id", "updatedAt"), "id");
    private static final int FAST = 1;
    private static final int SLOW = 2;

    private final RaceClock clock = new RaceClock("Post");
    private long generation;

    @BeforeEach
    void join() {
        clock.join(FAST);
        clock.join(SLOW);
    }

    private static Row post(long id, long version) {
        return new Row(SHAPE, List.of(id, version));
    }

    private static ScopedChange upsert(ChangeKind kind, long id, long version) {
        return new ScopedChange(version, "Post", id, kind, post(id, version));
    }

    private static ScopedChange left(long id, long version) {
        return new ScopedChange(version, "Post", id, ChangeKind.DELETE, null);
    }

    private void shows(int lane, long at, Status status, long version, Row... posts) {
        TableSnapshot table =
                new TableSnapshot("Post", Arrays.asList(posts), Arrays.asList(posts), Set.of(), version, null);
        ReplicaSnapshot snapshot = new ReplicaSnapshot(
                ++generation,
                status,
                "",
                new SessionValues(Map.of()),
                version,
                Coverage.ALL,
                Map.of("Post", table),
                List.of(),
                List.of());
        clock.published(lane, snapshot, at);
    }

    private void shows(int lane, long at, long version, Row... posts) {
        shows(lane, at, Status.LIVE, version, posts);
    }

    private Arrival arrival(int change, int lane) {
        Arrival arrival = clock.report().changes().get(change).arrivals().get(lane);
        if (arrival == null) {
            throw new AssertionError("nobody of number " + lane + " races");
        }
        return arrival;
    }

    private static Arrival after(long micros) {
        return new Arrival(State.ARRIVED, micros, false);
    }

    @Test
    void timesFromTheCommitToTheStateThatShowsIt() {
        shows(FAST, 500, 400, post(7, 300));
        shows(SLOW, 500, 400, post(7, 300));
        clock.committed(upsert(ChangeKind.UPDATE, 7, 1_000));
        assertThat(arrival(0, FAST).state()).isEqualTo(State.WAITING);
        shows(FAST, 1_250, 1_000, post(7, 1_000));
        shows(SLOW, 1_300, 900, post(7, 300));
        shows(SLOW, 4_000, 1_000, post(7, 1_000));
        assertThat(arrival(0, FAST)).isEqualTo(after(250));
        assertThat(arrival(0, SLOW)).isEqualTo(after(3_000));
    }

    @Test
    void aClientMayShowItBeforeTheCommitIsHeardOf() {
        shows(FAST, 900, 800);
        shows(FAST, 1_100, 1_000, post(7, 1_000));
        shows(FAST, 1_900, 1_000, post(7, 1_000));
        clock.committed(upsert(ChangeKind.INSERT, 7, 1_000));
        assertThat(arrival(0, FAST)).isEqualTo(after(100));
    }

    @Test
    void whatLeavesTheViewHasArrivedWhenItIsGone() {
        shows(FAST, 500, 400, post(7, 300));
        clock.committed(left(7, 1_000));
        shows(FAST, 1_400, 1_000);
        assertThat(arrival(0, FAST)).isEqualTo(after(400));
        // Whoever never had it lets go of nothing.
        assertThat(arrival(0, SLOW).state()).isEqualTo(State.SKIPPED);
    }

    @Test
    void aBatchShowsTheLastOfTwoChangesAndTheFirstCameWithIt() {
        shows(FAST, 500, 400, post(7, 300));
        clock.committed(upsert(ChangeKind.UPDATE, 7, 1_000));
        clock.committed(upsert(ChangeKind.UPDATE, 7, 1_200));
        shows(FAST, 2_000, 1_200, post(7, 1_200));
        assertThat(arrival(0, FAST)).isEqualTo(after(1_000));
        assertThat(arrival(1, FAST)).isEqualTo(after(800));
    }

    @Test
    void whatCameAndWentWithinABatchNeverShows() {
        shows(FAST, 500, 400);
        clock.committed(upsert(ChangeKind.INSERT, 7, 1_000));
        clock.committed(left(7, 1_200));
        shows(FAST, 1_100, 999);
        assertThat(arrival(0, FAST).state()).isEqualTo(State.WAITING);
        shows(FAST, 2_000, 1_300);
        assertThat(arrival(0, FAST).state()).isEqualTo(State.SKIPPED);
        assertThat(arrival(1, FAST).state()).isEqualTo(State.SKIPPED);
    }

    @Test
    void aClientThatLoadsAnewHasNotLetGoOfAnything() {
        shows(FAST, 500, 400, post(7, 300));
        clock.committed(left(7, 1_000));
        shows(FAST, 1_100, Status.SYNCING, 0);
        assertThat(arrival(0, FAST).state()).isEqualTo(State.WAITING);
        shows(FAST, 3_000, 1_100);
        assertThat(arrival(0, FAST)).isEqualTo(new Arrival(State.ARRIVED, 2_000, true));
    }

    @Test
    void figuresAreOfWhatArrived() {
        for (int change = 1; change <= 20; change++) {
            long version = change * 10_000L;
            shows(FAST, version - 1, version - 1, post(7, version - 10_000));
            clock.committed(upsert(ChangeKind.UPDATE, 7, version));
            shows(FAST, version + change, version, post(7, version));
        }
        Figures figures = clock.report().lanes().get(FAST);
        assertThat(figures).isEqualTo(new Figures(20, 0, 0, 20, 10, 19));
        assertThat(clock.report().committed()).isEqualTo(20);
        clock.reset();
        assertThat(clock.report().changes()).isEmpty();
        assertThat(clock.report().lanes().get(FAST)).isEqualTo(Figures.NONE);
    }

    @Test
    void otherRecordsAreNotTimed() {
        clock.committed(new ScopedChange(5, "User", 1, ChangeKind.DELETE, null));
        assertThat(clock.report().committed()).isZero();
    }

    @Test
    void onlyTheNewestChangesAreKept() {
        for (int change = 1; change <= RaceClock.CHANGES_LIMIT + 5; change++) {
            clock.committed(upsert(ChangeKind.INSERT, change, change));
        }
        RaceReport report = clock.report();
        assertThat(report.changes()).hasSize(RaceClock.CHANGES_LIMIT);
        assertThat(report.changes().getFirst().number()).isEqualTo(6);
        assertThat(report.committed()).isEqualTo(RaceClock.CHANGES_LIMIT + 5);
    }
}
