package dev.parallax.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.change.Row;
import dev.parallax.client.Status;
import dev.parallax.client.WriteResult;
import dev.parallax.oracle.Convergence;
import dev.parallax.oracle.Oracle;
import dev.parallax.server.ServerConfig;
import dev.parallax.server.SyncServer;
import dev.parallax.wire.Json;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class LiveFleetTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /// Written by user 2, not published, in [SmallWorld].
    private static final long DRAFT = 1;
    /// Written by user 3, published.
    private static final long POST = 2;

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
    void whoCouldNotConnectIsCountedWithTheReason() {
        server.close();

        AddTask task = fleet.add(2);

        assertThat(task.completion().join()).isEmpty();
        assertThat(task.failed()).isPositive();
        assertThat(task.problem()).isPresent();
    }

    @Test
    void everybodyHoldsExactlyWhatTheyMaySeeAfterTraffic() {
        assertThat(fleet.add(24).completion().join()).hasSize(24);
        converge();
        traffic(300);
        converge();
        assertThat(fleet.traffic().counts().denied()).isPositive();
        assertThat(fleet.traffic().counts().failed()).isZero();
    }

    @Test
    void twoHundredClientsConvergeAfterTrafficAndCuts() {
        fleet.add(200).completion().join();
        Random random = new Random(11);
        fleet.traffic().setRate(60);
        fleet.traffic().start();
        for (int round = 1; round <= 20; round++) {
            long target = round * 10L;
            until(() -> fleet.traffic().counts().accepted() >= target);
            for (int count = 0; count < 10; count++) {
                FleetClient client = fleet.clients().get(random.nextInt(200));
                switch (random.nextInt(4)) {
                    case 0 -> client.goOffline();
                    case 1 -> client.changeSession(Map.of("role", random.nextBoolean() ? "admin" : "user"));
                    default -> client.cut();
                }
            }
            fleet.clients().forEach(client -> {
                if (random.nextInt(4) == 0) {
                    client.goOnline();
                }
            });
        }
        fleet.traffic().stop();
        fleet.clients().forEach(FleetClient::goOnline);
        converge();
    }

    @Test
    void unpublishingTakesThePostFromAllButItsAuthorAndAdministrators() {
        List<FleetClient> clients = join(new FleetMember(3, "user"), new FleetMember(4, "user"), admin(5));
        operate("updatePost", Json.object().put("id", POST).put("published", false));
        until(() -> !holds(clients.get(1), POST));
        converge();
        assertThat(holds(clients.get(0), POST)).isTrue();
        assertThat(holds(clients.get(2), POST)).isTrue();
    }

    @Test
    void aNewAuthorGetsTheDraftAndTheOldOneLosesIt() {
        List<FleetClient> clients = join(new FleetMember(2, "user"), new FleetMember(4, "user"));
        operate("updatePost", Json.object().put("id", DRAFT).put("authorUserId", 4));
        until(() -> !holds(clients.get(0), DRAFT) && holds(clients.get(1), DRAFT));
        converge();
    }

    @Test
    void whatLeftWhileOfflineIsGoneAfterComingBack() {
        FleetClient client = join(new FleetMember(4, "user")).getFirst();
        client.goOffline();
        until(() -> client.snapshot().status() == Status.OFFLINE);
        operate("deletePost", Json.object().put("id", POST));
        operate("updatePost", Json.object().put("id", 4).put("published", false));
        assertThat(holds(client, POST)).isTrue();
        client.goOnline();
        converge();
        assertThat(holds(client, POST)).isFalse();
        assertThat(holds(client, 4)).isFalse();
    }

    @Test
    void aChangeOfRoleAddsAndRemovesRowsAtOnceAndWhileOffline() {
        FleetClient client = join(new FleetMember(4, "user")).getFirst();
        assertThat(holds(client, DRAFT)).isFalse();
        client.changeSession(Map.of("role", "admin")).join();
        until(() -> holds(client, DRAFT));
        converge();
        assertThat(client.role()).isEqualTo("admin");
        client.goOffline();
        until(() -> client.snapshot().status() == Status.OFFLINE);
        client.changeSession(Map.of("role", "user")).join();
        client.goOnline();
        converge();
        assertThat(holds(client, DRAFT)).isFalse();
    }

    @Test
    void aRefusedEditVanishesWithTheServersReason() {
        FleetClient client = join(new FleetMember(4, "user")).getFirst();
        CompletableFuture<WriteResult> result = client.update("Post", POST, Map.of("title", "Mine now"));
        assertThat(result.join().accepted()).isFalse();
        assertThat(result.join().sentence()).contains("authorUserId");
        assertThat(client.snapshot().results()).containsExactly(result.join());
        assertThat(client.snapshot().pending()).isEmpty();
        assertThat(title(client, POST)).isEqualTo("Post 2");
        converge();
    }

    @Test
    void offlineEditsShowAtOnceAndGoOutInOrder() {
        List<FleetClient> clients = join(new FleetMember(4, "user"), new FleetMember(5, "user"));
        FleetClient client = clients.getFirst();
        client.goOffline();
        CompletableFuture<WriteResult> created = client.create(
                "Post",
                Map.of("workspaceId", 1, "authorUserId", 4, "title", "Offline", "content", "", "published", true));
        until(() -> holds(client, -1));
        CompletableFuture<WriteResult> edited = client.update("Post", -1, Map.of("title", "Still offline"));
        until(() -> title(client, -1).equals("Still offline"));
        assertThat(client.snapshot().table("Post").isPending(-1)).isTrue();
        client.goOnline();
        long id = created.join().id();
        assertThat(edited.join().accepted()).isTrue();
        assertThat(edited.join().id()).isEqualTo(id);
        until(() -> holds(clients.get(1), id) && title(clients.get(1), id).equals("Still offline"));
        converge();
        assertThat(holds(client, -1)).isFalse();
    }

    @Test
    void anEndedSessionStopsTheClientUntilItSignsInAgain() {
        FleetClient client = join(new FleetMember(4, "user")).getFirst();
        ((NetworkedClient) client).endSession().join();
        until(() -> client.snapshot().status() == Status.AUTH_ERROR);
        client.signInAgain().join();
        converge();
    }

    @Test
    void removedClientsAreGoneAndNumbersAreNotGivenTwice() {
        fleet.add(3).completion().join();
        fleet.remove(List.of(fleet.clients().getLast()));
        fleet.add(1).completion().join();
        assertThat(fleet.clients()).extracting(FleetClient::number).containsExactly(1, 2, 4);
        converge();
    }

    @Test
    void addingCanBeCancelled() {
        AddTask task = fleet.add(500);
        task.cancel();
        assertThat(task.completion().join()).hasSizeLessThan(500);
        assertThat(fleet.clients()).hasSize(task.done());
    }

    private List<FleetClient> join(FleetMember... members) {
        List<FleetClient> joined = fleet.add(List.of(members)).completion().join();
        assertThat(joined).hasSize(members.length);
        converge();
        return joined;
    }

    private static FleetMember admin(long userId) {
        return new FleetMember(userId, "admin");
    }

    private void operate(String operation, ObjectNode args) {
        server.inspection().operate(operation, args).join();
    }

    private void traffic(int writes) {
        fleet.traffic().setRate(100);
        fleet.traffic().start();
        until(() -> fleet.traffic().counts().accepted() >= writes);
        fleet.traffic().stop();
        until(() -> fleet.traffic().counts().outstanding() == 0);
    }

    private static boolean holds(FleetClient client, long id) {
        return client.snapshot().table("Post").shown().stream().anyMatch(row -> row.id() == id);
    }

    private static String title(FleetClient client, long id) {
        return client.snapshot().table("Post").shown().stream()
                .filter(row -> row.id() == id)
                .map(LiveFleetTest::title)
                .findFirst()
                .orElse("");
    }

    private static String title(Row row) {
        return row.get("title") instanceof String title ? title : "";
    }

    private static void until(Callable<Boolean> holds) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(holds);
    }

    private void converge() {
        Convergence convergence = oracle.convergence(PATIENCE).join();
        assertThat(convergence.unconverged()).isEmpty();
        assertThat(oracle.checkNow().clean()).isTrue();
        assertThat(oracle.report().exposures()).isZero();
    }
}
