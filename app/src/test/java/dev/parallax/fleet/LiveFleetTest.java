package dev.parallax.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.oracle.Convergence;
import dev.parallax.oracle.Oracle;
import dev.parallax.server.ServerConfig;
import dev.parallax.server.SyncServer;
import java.time.Duration;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class LiveFleetTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private SyncServer server;
    private Fleet fleet;
    private Oracle oracle;

    @BeforeEach
    void start() {
        server = SyncServer.start(
                ServerConfig.defaults().withPort(0).withSeed(null).withHeartbeatMillis(200));
        SmallWorld.fill(server.inspection());
        fleet = new Fleet(FleetConfig.defaults().withHeartbeatMillis(1_000), server.uri(), server.inspection());
        oracle = new Oracle(fleet::subjects, server.inspection());
    }

    @AfterEach
    void stop() {
        oracle.close();
        fleet.close();
        server.close();
    }

    @Test
    void everybodyHoldsExactlyWhatTheyMaySeeAfterTraffic() {
        assertThat(fleet.add(24).completion().join()).hasSize(24);
        converge();
        fleet.traffic().setRate(100);
        fleet.traffic().start();
        Awaitility.await().atMost(PATIENCE).until(() -> fleet.traffic().counts().accepted() >= 300);
        fleet.traffic().stop();
        Awaitility.await().atMost(PATIENCE).until(() -> fleet.traffic().counts().outstanding() == 0);
        converge();
        assertThat(fleet.traffic().counts().denied()).isPositive();
        assertThat(fleet.traffic().counts().failed()).isZero();
    }

    private void converge() {
        Convergence convergence = oracle.convergence(PATIENCE).join();
        assertThat(convergence.unconverged()).isEmpty();
        assertThat(oracle.checkNow().clean()).isTrue();
    }
}
