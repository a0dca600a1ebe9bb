package dev.parallax.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.client.Status;
import dev.parallax.network.LinkFaults;
import dev.parallax.oracle.Oracle;
import dev.parallax.server.OutboundLimits;
import dev.parallax.server.ServerConfig;
import dev.parallax.server.SyncServer;
import dev.parallax.wire.Json;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FaultyFleetTest {
    private SyncServer server;
    private Fleet fleet;
    private Oracle oracle;
    private FleetClient client;

    @BeforeEach
    void start() {
        server = SyncServer.start(ServerConfig.defaults()
                .withPort(0)
                .withSeed(null)
                .withHeartbeatMillis(50)
                .withOutbound(new OutboundLimits(100, 1 << 20)));
        SmallWorld.fill(server.inspection());
        fleet = new Fleet(FleetConfig.defaults().withHeartbeatMillis(100), server.uri(), server.inspection());
        oracle = new Oracle(fleet::subjects, server.inspection());
        fleet.add(List.of(new FleetMember(4, "admin"), new FleetMember(5, "admin")))
                .completion()
                .join();
        client = fleet.clients().getFirst();
        converge();
    }

    @AfterEach
    void stop() {
        oracle.close();
        fleet.close();
        server.close();
    }

    @Test
    void lateMessagesComeInOrderAndCompletely() {
        client.setFaults(LinkFaults.NONE.withLatency(40).withJitter(40).withBandwidth(200_000));
        change(100);
        converge();
        assertThat(client.create(
                                "Post",
                                java.util.Map.of("workspaceId", 1, "authorUserId", 4, "title", "t", "content", "c"))
                        .join()
                        .accepted())
                .isTrue();
        converge();
        assertThat(client.faults().latencyMillis()).isEqualTo(40);
    }

    @Test
    void clientBehindAHalfOpenLinkDoesNotPretendToBeUpToDate() {
        client.setFaults(LinkFaults.NONE.withHalfOpen(true));
        change(3);
        Awaitility.await().until(() -> client.snapshot().status() != Status.LIVE);
        client.setFaults(LinkFaults.NONE);
        converge();
    }

    @Test
    void slowReaderIsToldToCatchUpAndEndsRight() {
        client.setFaults(LinkFaults.NONE.withReading(1));
        change(400);
        client.setFaults(LinkFaults.NONE);
        change(1);
        converge();
    }

    @Test
    void expiredSessionStopsTheClientUntilItSignsInAgain() {
        client.expireSession().join();
        Awaitility.await().until(() -> client.snapshot().status() == Status.AUTH_ERROR);
        client.signInAgain().join();
        converge();
    }

    private void change(int times) {
        CompletableFuture<?>[] changes = IntStream.range(0, times)
                .mapToObj(time -> server.inspection()
                        .operate(
                                "updatePost",
                                Json.object().put("id", 1 + time % 60).put("content", "x".repeat(200) + time)))
                .toArray(CompletableFuture<?>[]::new);
        CompletableFuture.allOf(changes).join();
    }

    private void converge() {
        assertThat(oracle.convergence(Duration.ofSeconds(60)).join().unconverged())
                .isEmpty();
    }
}
