package dev.parallax.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class StreamMachinesModelTest {
    private static final int SEEDS = Integer.getInteger("parallax.seeds", 300);
    private static final long FIRST_SEED = Long.getLong("parallax.seed", 1);

    @ParameterizedTest
    @EnumSource(names = {"HEARTBEAT", "SPACE", "COLLECTION"})
    void holdsExactlyWhatItMaySeeWhateverNetworkAndDeviceDo(Dialect dialect) {
        for (long seed = FIRST_SEED; seed < FIRST_SEED + SEEDS; seed++) {
            StreamWorld world = new StreamWorld(dialect, seed);
            try {
                world.run(250);
                world.settle();
                ReplicaSnapshot end = world.client.snapshot();
                assertThat(end.status()).isEqualTo(Status.LIVE);
                for (String table : ModelServer.TABLES) {
                    assertThat(end.table(table).synced()).isEqualTo(world.truth(table));
                    assertThat(end.table(table).shown())
                            .isEqualTo(end.table(table).synced());
                }
                assertThat(end.pending()).isEmpty();
                Set<UUID> ended = new HashSet<>(world.results.keySet());
                ended.addAll(world.lost);
                assertThat(ended).hasSize(world.written);
                assertThat(world.data.createdByClients())
                        .isEqualTo(world.results.values().stream()
                                .filter(result -> result.accepted() && result.kind() == WriteKind.CREATE)
                                .count());
            } catch (AssertionError | RuntimeException failure) {
                throw new AssertionError("seed " + seed + "\n" + world.trace(), failure);
            }
        }
    }
}
