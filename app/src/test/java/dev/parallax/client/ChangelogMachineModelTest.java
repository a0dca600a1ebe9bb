package dev.parallax.client;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ChangelogMachineModelTest {
    private static final int SEEDS = Integer.getInteger("parallax.seeds", 600);
    private static final long FIRST_SEED = Long.getLong("parallax.seed", 1);

    @Test
    void holdsExactlyWhatItMaySeeAndPushesEachEditOnceWhateverHappens() {
        int tampered = 0;
        int resets = 0;
        int conflicts = 0;
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            ChangelogWorld world = new ChangelogWorld(seed);
            try {
                world.run(250);
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
                assertThat(world.results.values().stream().filter(WriteResult::accepted))
                        .hasSize(world.server.applied);
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError("seed " + seed + "\n" + world.trace(), failure);
            }
            tampered += world.server.tampered;
            resets += world.server.resets;
            conflicts += world.server.conflicts;
        }
        if (SEEDS > 100) {
            assertThat(tampered).isPositive();
            assertThat(resets).isGreaterThan(SEEDS);
            assertThat(conflicts).isPositive();
        }
    }
}
