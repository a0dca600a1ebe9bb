package dev.parallax.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class CursorMachineModelTest {
    private static final int SEEDS = Integer.getInteger("parallax.seeds", 600);
    private static final long FIRST_SEED = Long.getLong("parallax.seed", 1);

    @Test
    void holdsExactlyWhatItMaySeeWhateverTheNetworkDoes() {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            RandomWorld world = new RandomWorld(seed);
            try {
                world.run(200);
                world.settle();
                ReplicaSnapshot end = world.client.snapshot();
                assertThat(end.status()).isEqualTo(Status.LIVE);
                for (String table : ModelServer.TABLES) {
                    assertThat(end.table(table).synced()).isEqualTo(world.server.visibleNow(table));
                    assertThat(end.table(table).shown())
                            .isEqualTo(end.table(table).synced());
                }
                assertThat(end.pending()).isEmpty();
                world.lost.removeAll(world.results.keySet());
                assertThat(world.results).hasSize(world.written - world.lost.size());
                assertThat(created(world))
                        .isEqualTo(world.results.values().stream()
                                .filter(result -> result.kind() == WriteKind.CREATE && result.accepted())
                                .count());
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError("seed " + seed + "\n" + world.trace(), failure);
            }
        }
    }

    private static long created(RandomWorld world) {
        return world.server.createdByClients();
    }
}
