package dev.parallax.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.client.Dialect;
import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.client.Status;
import dev.parallax.oracle.Convergence;
import dev.parallax.oracle.Oracle;
import dev.parallax.policy.SessionValues;
import dev.parallax.server.ServerConfig;
import dev.parallax.server.SyncServer;
import dev.parallax.wire.Json;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// Clients of all dialects, against a real server.
class MixedFleetTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final List<Dialect> DIALECTS = List.of(Dialect.values());
    /// Written by user 3, published, in [SmallWorld].
    private static final long POST = 2;

    private SyncServer server;
    private Fleet fleet;
    private Oracle oracle;

    @BeforeEach
    void start() {
        ServerConfig config = ServerConfig.defaults();
        server = SyncServer.start(config.withPort(0)
                .withSeed(null)
                .withHeartbeatMillis(200)
                .withStreams(config.streams().withHeartbeatMillis(200).withWindowMillis(50)));
        SmallWorld.fill(server.inspection());
        fleet = fleet(DIALECTS);
        oracle = new Oracle(fleet::subjects, server.inspection());
    }

    @AfterEach
    void stop() {
        oracle.close();
        fleet.close();
        server.close();
    }

    @Test
    void everybodyHoldsExactlyWhatTheyMaySeeAfterTrafficCutsKillsRolesAndMemberships() {
        fleet.add(40).completion().join();
        converge();
        Random random = new Random(11);
        fleet.traffic().setRate(60);
        fleet.traffic().start();
        for (int round = 1; round <= 12; round++) {
            long target = round * 10L;
            until(() -> fleet.traffic().counts().accepted() >= target);
            for (int count = 0; count < 6; count++) {
                FleetClient client = fleet.clients().get(random.nextInt(40));
                joinOrLeave(random);
                switch (random.nextInt(5)) {
                    case 0 -> client.goOffline();
                    case 1 -> client.changeSession(Map.of("role", random.nextBoolean() ? "admin" : "user"));
                    case 2 -> client.restart();
                    default -> client.cut();
                }
            }
            fleet.clients().forEach(client -> {
                if (random.nextInt(3) == 0) {
                    client.goOnline();
                }
            });
        }
        fleet.traffic().stop();
        fleet.clients().forEach(FleetClient::goOnline);
        converge();
    }

    /// Heartbeats go on meanwhile: whoever took them for "nothing happened" would never hear of what it missed.
    @Test
    void nothingIsMissedThatHappenedWhileTheServerKeptCommitsToItself() {
        fleet.add(10).completion().join();
        converge();
        fleet.fault(Json.object().put("fault", "stop-broadcasting").put("on", true))
                .join();
        fleet.traffic().setRate(60);
        fleet.traffic().start();
        until(() -> fleet.traffic().counts().accepted() >= 30);
        fleet.traffic().stop();
        until(() -> fleet.traffic().counts().outstanding() == 0);
        List<Integer> heard =
                fleet.clients().stream().map(client -> client.wire().size()).toList();
        until(() -> IntStream.range(0, heard.size())
                .filter(index -> fleet.clients().get(index).dialect().equals("cursor"))
                .allMatch(index -> fleet.clients().get(index).wire().size() > heard.get(index) + 2));
        fleet.fault(Json.object().put("fault", "stop-broadcasting").put("on", false))
                .join();
        converge();
    }

    @Test
    void aRestartedHeartbeatClientGoesOnFromWhatItsDeviceKept() {
        FleetClient client = join(Dialect.HEARTBEAT);
        ReplicaSnapshot before = client.snapshot();
        int received = client.wire().size();
        client.restart().join();
        until(() -> client.snapshot().status() == Status.LIVE);
        assertThat(client.snapshot().table("Post").synced())
                .isEqualTo(before.table("Post").synced())
                .isNotEmpty();
        assertThat(client.wire().stream().skip(received))
                .anyMatch(message -> message.channel().equals("SSE POST /heartbeatSync")
                        && message.text().contains("\"Post\":"))
                .noneMatch(message -> message.text().contains("\"reset\":true"));
        converge();
    }

    @ParameterizedTest
    @EnumSource(names = {"HEARTBEAT", "SPACE", "COLLECTION", "CHANGELOG"})
    void anExpiredSessionIsSaidAndEndsWithSigningIn(Dialect dialect) {
        FleetClient client = join(dialect);
        client.expireSession().join();
        until(() -> client.snapshot().status() == Status.AUTH_ERROR);
        assertThat(client.snapshot().message()).startsWith("Session expired");
        client.signInAgain().join();
        converge();
    }

    @ParameterizedTest
    @EnumSource(names = {"HEARTBEAT", "SPACE", "COLLECTION", "CHANGELOG"})
    void localEditsShowAtOnceAreConfirmedOrRefusedWithTheReason(Dialect dialect) {
        FleetClient client = join(dialect);
        client.goOffline();
        var edited = client.update("Post", POST, Map.of("title", "Mine"));
        var denied = client.update("Post", 1, Map.of("title", "Not mine"));
        until(() -> client.snapshot().table("Post").isPending(POST));
        client.goOnline();
        assertThat(edited.join().accepted()).isTrue();
        assertThat(denied.join().accepted()).isFalse();
        converge();
        assertThat(client.snapshot().table("Post").shown().stream()
                        .filter(row -> row.id() == POST)
                        .findFirst()
                        .orElseThrow()
                        .get("title"))
                .isEqualTo("Mine");
    }

    @Test
    void aDeviceHasOneConnectionHoweverManyViewsAreOpenAndSyncsOnWithoutAny() throws Exception {
        FleetClient client = join(Dialect.HEARTBEAT);
        List<View> views = List.of(client.openView(), client.openView(), client.openView());
        converge();
        assertThat(client.views()).isEqualTo(3);
        assertThat(connections()).isEqualTo(1);
        assertThat(views).allSatisfy(view -> assertThat(view.snapshot()).isSameAs(client.snapshot()));
        views.forEach(View::close);
        assertThat(client.views()).isZero();
        server.inspection()
                .operate("updatePost", Json.object().put("id", POST).put("title", "Unseen"))
                .join();
        converge();
        try (View view = client.openView()) {
            assertThat(view.snapshot().table("Post").shown()).anyMatch(row -> "Unseen".equals(row.get("title")));
        }
        assertThat(connections()).isEqualTo(1);
    }

    private void joinOrLeave(Random random) {
        long userId = 1L + random.nextInt(SmallWorld.USERS);
        var mine = server.inspection()
                .truth(new SessionValues(Map.of("userId", userId)))
                .tables()
                .getOrDefault("Membership", List.of());
        if (mine.isEmpty() || random.nextBoolean()) {
            server.inspection()
                    .operate(
                            "createMembership",
                            Json.object()
                                    .put("workspaceId", 1 + random.nextInt(3))
                                    .put("userId", userId))
                    .exceptionally(alreadyThere -> Json.object())
                    .join();
        } else {
            server.inspection()
                    .operate(
                            "deleteMembership",
                            Json.object().put("id", mine.getFirst().id()))
                    .join();
        }
    }

    /// One client, of user 3, in a fleet of its own.
    private FleetClient join(Dialect dialect) {
        oracle.close();
        fleet.close();
        fleet = fleet(List.of(dialect));
        oracle = new Oracle(fleet::subjects, server.inspection());
        FleetClient client = fleet.add(List.of(new FleetMember(3, "user")))
                .completion()
                .join()
                .getFirst();
        converge();
        return client;
    }

    private int connections() throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            String body = http.send(
                            HttpRequest.newBuilder(server.uri().resolve("/admin/connections"))
                                    .build(),
                            BodyHandlers.ofString())
                    .body();
            return Json.parseObject(body).path("connections").size();
        }
    }

    private Fleet fleet(List<Dialect> dialects) {
        FleetConfig config = FleetConfig.defaults()
                .withDialects(dialects)
                .withHeartbeatMillis(1_000)
                .withStreamHeartbeatMillis(1_000);
        return new Fleet(config, server.uri(), server.inspection());
    }

    private static void until(Callable<Boolean> holds) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(holds);
    }

    private void converge() {
        Convergence convergence = oracle.convergence(PATIENCE).join();
        assertThat(convergence.unconverged()).isEmpty();
        assertThat(oracle.checkNow().clean()).isTrue();
    }
}
