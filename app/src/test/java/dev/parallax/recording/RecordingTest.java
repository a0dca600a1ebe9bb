package dev.parallax.recording;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.client.ReplicaSnapshot;
import java.util.Map;
import org.junit.jupiter.api.Test;

class RecordingTest {
    private static final long SECOND = 1_000_000;

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
}
