package dev.parallax.fleet;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parallax.client.Dialect;
import dev.parallax.client.Status;
import dev.parallax.server.ServerConfig;
import dev.parallax.server.SyncServer;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/// Who traffic writes as, over a real server.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrafficActorsTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int WRITES = 20;

    private SyncServer server;
    private Fleet fleet;

    @BeforeAll
    void start() {
        server = SyncServer.start(ServerConfig.defaults().withPort(0));
        fleet = new Fleet(FleetConfig.defaults().withSeed(7), server.uri(), server.inspection());
        fleet.add(List.of(
                        new FleetMember(1, "user", Dialect.CURSOR),
                        new FleetMember(2, "user", Dialect.CURSOR),
                        new FleetMember(3, "admin", Dialect.CURSOR)))
                .completion()
                .join();
        await().atMost(PATIENCE)
                .until(() -> fleet.clients().stream()
                        .allMatch(each -> each.snapshot().status() == Status.LIVE));
        fleet.traffic().setMix(new TrafficMix(1, 1, 0, 0, 0, 0, 0));
        fleet.traffic().setRate(100);
    }

    @AfterAll
    void close() {
        fleet.close();
        server.close();
    }

    @BeforeEach
    void everyone() {
        fleet.traffic().setActors(TrafficActors.EVERYONE);
    }

    @Test
    void onlyThoseWhoAreMeantWrite() {
        assertThat(writersOf(TrafficActors.of(Set.of(2)))).containsExactly(2);
        assertThat(writersOf(TrafficActors.withRole("admin"))).containsExactly(3);
        assertThat(writersOf(TrafficActors.EVERYONE)).hasSizeGreaterThan(1);
    }

    @Test
    void whereNobodyIsMeantNothingIsWrittenAndThatIsCounted() {
        fleet.traffic().setActors(TrafficActors.withRole("nobody"));
        TrafficCounts before = fleet.traffic().counts();
        fleet.traffic().start();
        await().atMost(PATIENCE).until(() -> fleet.traffic().counts().skipped() > before.skipped() + WRITES);
        fleet.traffic().stop();
        assertThat(fleet.traffic().counts().attempted()).isEqualTo(before.attempted());
    }

    @Test
    void theSeedIsTheFleetsUntilItIsSet() {
        assertThat(fleet.traffic().seed()).isEqualTo(7);
        fleet.traffic().setSeed(12);
        assertThat(fleet.traffic().seed()).isEqualTo(12);
        fleet.traffic().setSeed(7);
    }

    /// Whose clients sent anything while these act.
    private List<Integer> writersOf(TrafficActors actors) {
        await().atMost(PATIENCE).until(() -> fleet.traffic().counts().outstanding() == 0);
        List<Long> before =
                fleet.clients().stream().map(TrafficActorsTest::newest).toList();
        fleet.traffic().setActors(actors);
        long attempted = fleet.traffic().counts().attempted();
        fleet.traffic().start();
        await().atMost(PATIENCE).until(() -> fleet.traffic().counts().attempted() > attempted + WRITES);
        fleet.traffic().stop();
        await().atMost(PATIENCE).until(() -> fleet.traffic().counts().outstanding() == 0);
        return fleet.clients().stream()
                .filter(client -> newest(client) > before.get(client.number() - 1))
                .map(FleetClient::number)
                .toList();
    }

    private static long newest(FleetClient client) {
        return client.snapshot().results().stream()
                .mapToLong(result -> result.version())
                .max()
                .orElse(0);
    }
}
