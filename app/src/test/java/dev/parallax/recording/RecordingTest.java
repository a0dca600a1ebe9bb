package dev.parallax.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.change.Row;
import dev.parallax.change.RowShape;
import dev.parallax.client.Coverage;
import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.client.Status;
import dev.parallax.client.TableSnapshot;
import dev.parallax.policy.SessionValues;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RecordingTest {
    private static final long SECOND = 1_000_000;
    private static final RowShape POST = new RowShape("Post", List.of("id", "updatedAt"), "id");

    private static ReplicaSnapshot state(long generation) {
        return ReplicaSnapshot.EMPTY.withGeneration(generation);
    }

    private static long generation(Recording recording, int client, long time) {
        ReplicaSnapshot found = recording.at(time).get(client);
        return found == null ? -1 : found.generation();
    }

    @Test
    void everyMomentShowsWhatAClientShowedThen() {
        Recording recording = new Recording();
        recording.add(1, state(1), SECOND);
        recording.add(2, state(10), 2 * SECOND);
        recording.add(1, state(2), 3 * SECOND);
        assertThat(recording.at(SECOND - 1)).isEmpty();
        assertThat(recording.at(SECOND).keySet()).containsExactly(1);
        assertThat(generation(recording, 1, 3 * SECOND - 1)).isEqualTo(1);
        assertThat(generation(recording, 1, 3 * SECOND)).isEqualTo(2);
        assertThat(generation(recording, 2, 9 * SECOND)).isEqualTo(10);
        assertThat(recording.from()).isEqualTo(SECOND);
    }

    @Test
    void lastStateOfABurstIsCaughtUpAndAClientThatIsGoneIsGone() {
        Recording recording = new Recording();
        // Twenty thousand clients: each has room for a state in ten seconds.
        for (int client = 1; client <= 20_000; client++) {
            recording.add(client, state(1), SECOND);
        }
        recording.add(1, state(2), 2 * SECOND);
        assertThat(generation(recording, 1, 3 * SECOND)).isEqualTo(1);
        recording.sweep(Map.of(1, state(2)), 4 * SECOND);
        assertThat(generation(recording, 1, 4 * SECOND)).isEqualTo(2);
        assertThat(recording.at(4 * SECOND)).hasSize(1);
        assertThat(recording.at(4 * SECOND - 1)).hasSize(20_000);
    }

    @Test
    void oldestGoWhenThereIsNoRoomAndTheLastStateOfEachStays() {
        Recording recording = new Recording(100);
        recording.add(7, state(7), SECOND);
        for (int step = 1; step <= 1_000; step++) {
            recording.add(1, state(step), step * SECOND);
        }
        assertThat(recording.states()).isLessThanOrEqualTo(101);
        assertThat(recording.from()).isGreaterThan(800 * SECOND);
        assertThat(generation(recording, 1, 1_000 * SECOND)).isEqualTo(1_000);
        assertThat(generation(recording, 1, 950 * SECOND)).isEqualTo(950);
        assertThat(generation(recording, 7, 1_000 * SECOND)).isEqualTo(7);
    }

    @Test
    void oldestGoWhenTheRowsOfAllStatesTogetherAreTooMany() {
        Recording recording = new Recording(1_000, 500);
        List<Row> rows = new ArrayList<>();
        for (long step = 1; step <= 100; step++) {
            rows.add(new Row(POST, List.of(step, 1L)));
            TableSnapshot table = new TableSnapshot("Post", List.copyOf(rows), List.copyOf(rows), Set.of(), null, null);
            recording.add(1, with(table, step), step * SECOND);
            recording.add(2, with(table, step), step * SECOND);
        }
        long rowsHeld = recording.all().stream()
                .mapToLong(each -> each.snapshot().table("Post").synced().size()
                        + each.snapshot().table("Post").shown().size())
                .sum();
        assertThat(rowsHeld).isBetween(300L, 500L);
        assertThat(generation(recording, 1, 100 * SECOND)).isEqualTo(100);
        assertThat(recording.from()).isGreaterThan(90 * SECOND);
    }

    @Test
    void rowsThatStatesShareCountOnce() {
        Recording recording = new Recording(1_000, 500);
        List<Row> rows = List.of(new Row(POST, List.of(1L, 1L)), new Row(POST, List.of(2L, 1L)));
        for (long step = 1; step <= 400; step++) {
            recording.add(1, with(new TableSnapshot("Post", rows, rows, Set.of(), step, null), step), step * SECOND);
        }
        assertThat(recording.states()).isEqualTo(400);
    }

    private static ReplicaSnapshot with(TableSnapshot table, long generation) {
        return new ReplicaSnapshot(
                generation,
                Status.LIVE,
                "",
                new SessionValues(Map.of()),
                generation,
                Coverage.ALL,
                Map.of("Post", table),
                List.of(),
                List.of());
    }
}
