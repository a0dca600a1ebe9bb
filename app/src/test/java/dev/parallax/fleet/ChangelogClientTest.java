package dev.parallax.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.client.ClientConfig;
import dev.parallax.client.Dialect;
import dev.parallax.client.HashChain;
import dev.parallax.client.PendingWrite;
import dev.parallax.client.PendingWrite.Conflict;
import dev.parallax.client.Shared;
import dev.parallax.client.Status;
import dev.parallax.client.WriteResult;
import dev.parallax.network.Network;
import dev.parallax.network.NetworkConfig;
import dev.parallax.oracle.Oracle;
import dev.parallax.oracle.Subject;
import dev.parallax.policy.SessionValues;
import dev.parallax.recording.WireLog;
import dev.parallax.server.ServerConfig;
import dev.parallax.server.SyncServer;
import dev.parallax.server.engine.MergeRule;
import dev.parallax.storage.LocalDatabase;
import dev.parallax.wire.Json;
import dev.parallax.wire.PushResult.Overwrote;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Clients of the changelog dialect against a real server.
class ChangelogClientTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /// Written by user 3, published, in [SmallWorld].
    private static final long POST = 22;

    private final List<NetworkedClient> clients = new ArrayList<>();
    private final LocalDatabase local = LocalDatabase.temporary(UUID::randomUUID);
    private final Shared shared = new Shared();
    private SyncServer server = start(MergeRule.LAST_WRITE_WINS);
    private Network network = new Network(NetworkConfig.to(server.uri()));

    @AfterEach
    void stop() {
        network.close();
        local.close();
        server.close();
    }

    @Test
    void aChangeReachesAClientThatWaitsAtOnce() {
        NetworkedClient author = join(3);
        NetworkedClient reader = join(5);
        until(() -> polls(reader));
        author.update("Post", POST, Map.of("title", "Heard")).join();
        until(() -> title(reader, POST).equals("Heard"));
        converge();
        HashChain chain = chain(reader);
        assertThat(chain.agrees()).isTrue();
        assertThat(chain.cursor()).isEqualTo(reader.snapshot().version());
    }

    @Test
    void unpublishingTakesTheRowBack() {
        NetworkedClient author = join(3);
        NetworkedClient reader = join(5);
        assertThat(holds(reader, POST)).isTrue();
        author.update("Post", POST, Map.of("published", false)).join();
        until(() -> !holds(reader, POST));
        converge();
        assertThat(holds(author, POST)).isTrue();
    }

    @Test
    void offlineEditsGoOutInOrderAndLaterOnesFollowTheRealId() {
        NetworkedClient client = join(3);
        client.goOffline();
        CompletableFuture<WriteResult> created = client.create("Post", post("Offline"));
        until(() -> holds(client, -1));
        CompletableFuture<WriteResult> edited = client.update("Post", -1, Map.of("title", "Still offline"));
        until(() -> title(client, -1).equals("Still offline"));
        client.goOnline();
        long id = created.join().id();
        assertThat(id).isPositive();
        assertThat(edited.join().id()).isEqualTo(id);
        assertThat(edited.join().overwrote()).isNull();
        converge();
        assertThat(title(client, id)).isEqualTo("Still offline");
    }

    @Test
    void theLaterWriteWinsAndIsToldWhatItWroteOver() {
        NetworkedClient one = join(3);
        NetworkedClient other = join(3);
        one.goOffline();
        until(() -> one.snapshot().status() == Status.OFFLINE);
        CompletableFuture<WriteResult> late = one.update("Post", POST, Map.of("title", "Late"));
        WriteResult early = other.update("Post", POST, Map.of("title", "Early", "content", "Kept"))
                .join();
        one.goOnline();
        assertThat(late.join().accepted()).isTrue();
        assertThat(late.join().overwrote()).isEqualTo(new Overwrote(early.version(), List.of("title")));
        converge();
        assertThat(title(other, POST)).isEqualTo("Late");
        assertThat(row(other, POST)).containsEntry("content", "Kept");
    }

    @Test
    void aConflictWaitsForADecisionAcrossARestart() {
        restartServer(MergeRule.REJECT);
        NetworkedClient one = join(3);
        NetworkedClient other = join(3);
        one.goOffline();
        until(() -> one.snapshot().status() == Status.OFFLINE);
        one.update("Post", POST, Map.of("title", "Mine"));
        other.update("Post", POST, Map.of("title", "Theirs")).join();
        one.goOnline();
        until(() -> conflicts(one).size() == 1);
        assertThat(title(one, POST)).isEqualTo("Mine");
        one.restart().join();
        until(() -> conflicts(one).size() == 1 && one.snapshot().status() == Status.LIVE);
        PendingWrite conflict = conflicts(one).getFirst();
        Conflict between = Objects.requireNonNull(conflict.conflict());
        assertThat(between.theirs().get("title")).isEqualTo("Theirs");
        one.keepMine(conflict.requestId());
        until(() -> title(other, POST).equals("Mine"));
        converge();
        assertThat(one.snapshot().results().getLast().accepted()).isTrue();
    }

    @Test
    void aConflictCanBeGivenUp() {
        restartServer(MergeRule.REJECT);
        NetworkedClient one = join(3);
        NetworkedClient other = join(3);
        one.goOffline();
        until(() -> one.snapshot().status() == Status.OFFLINE);
        CompletableFuture<WriteResult> mine = one.update("Post", POST, Map.of("title", "Mine"));
        other.update("Post", POST, Map.of("title", "Theirs")).join();
        one.goOnline();
        until(() -> conflicts(one).size() == 1);
        one.takeTheirs(conflicts(one).getFirst().requestId());
        assertThat(mine.join().accepted()).isFalse();
        converge();
        assertThat(title(one, POST)).isEqualTo("Theirs");
    }

    @Test
    void anEditThatTheServerRefusesEndsWithItsReason() {
        NetworkedClient stranger = join(5);
        WriteResult denied =
                stranger.update("Post", POST, Map.of("title", "Mine now")).join();
        assertThat(denied.accepted()).isFalse();
        assertThat(denied.sentence()).contains("authorUserId");
        stranger.goOffline();
        until(() -> stranger.snapshot().status() == Status.OFFLINE);
        CompletableFuture<WriteResult> late = stranger.update("Post", POST, Map.of("title", "Too late"));
        operate("deletePost", POST);
        stranger.goOnline();
        assertThat(late.join().accepted()).isFalse();
        assertThat(late.join().sentence()).contains("Post");
        converge();
    }

    @Test
    void aChangeOfRoleIsFollowed() {
        NetworkedClient client = join(5);
        assertThat(holds(client, 1)).isFalse();
        client.changeSession(Map.of("role", "admin")).join();
        until(() -> holds(client, 1));
        converge();
        client.changeSession(Map.of("role", "user")).join();
        until(() -> !holds(client, 1));
        converge();
    }

    @Test
    void aRestartedClientGoesOnFromItsCursor() {
        NetworkedClient client = join(3);
        converge();
        client.kill();
        until(() -> client.snapshot().message().startsWith("Killed"));
        operate("deletePost", POST);
        client.restart().join();
        converge();
        assertThat(client.wire().stream()
                        .filter(message -> message.text().contains("\"cursor\":null"))
                        .count())
                .isEqualTo(1);
        assertThat(holds(client, POST)).isFalse();
    }

    @Test
    void aClientSaysThatTheServerIsGoneAndComesBack() {
        NetworkedClient client = join(3);
        client.cut();
        until(() -> client.snapshot().message().startsWith("No connection"));
        converge();
    }

    @Test
    void everyEditIsDoneOnceWhateverBreaksAndEverybodyEndsWithTheTruth() {
        Random random = new Random(3);
        for (int user = 1; user <= 6; user++) {
            join(user);
        }
        List<CompletableFuture<WriteResult>> results = new ArrayList<>();
        int made = 0;
        for (int step = 0; step < 300; step++) {
            NetworkedClient client = clients.get(random.nextInt(clients.size()));
            List<Long> own = client.snapshot().table("Post").shown().stream()
                    .filter(row -> row.get("authorUserId") instanceof Long author && author == client.userId())
                    .map(row -> row.id())
                    .toList();
            switch (random.nextInt(10)) {
                case 0 -> client.goOffline();
                case 1, 2 -> client.goOnline();
                case 3 -> client.cut();
                case 4 -> client.restart().join();
                case 5, 6 -> results.add(client.create("Post", post("Made " + ++made, client.userId())));
                default -> {
                    if (!own.isEmpty()) {
                        long id = own.get(random.nextInt(own.size()));
                        results.add(
                                random.nextInt(6) == 0
                                        ? client.delete("Post", id)
                                        : client.update(
                                                "Post",
                                                id,
                                                Map.of("published", random.nextBoolean(), "content", "Step " + step)));
                    }
                }
            }
        }
        clients.forEach(NetworkedClient::goOnline);
        converge();
        List<String> titles = truth().stream()
                .map(row -> String.valueOf(row.get("title")))
                .filter(title -> title.startsWith("Made"))
                .toList();
        assertThat(titles).isNotEmpty().doesNotHaveDuplicates();
        assertThat(results).anyMatch(result -> result.isDone() && !result.isCancelled());
    }

    private SyncServer start(MergeRule rule) {
        SyncServer started = SyncServer.start(
                ServerConfig.defaults().withPort(0).withSeed(null).withMerge(rule));
        SmallWorld.fill(started.inspection());
        return started;
    }

    private void restartServer(MergeRule rule) {
        network.close();
        server.close();
        server = start(rule);
        network = new Network(NetworkConfig.to(server.uri()));
    }

    private NetworkedClient join(long userId) {
        int number = clients.size() + 1;
        WireLog wire = new WireLog(InstantSource.system());
        ClientConfig config = ClientConfig.of(Dialect.CHANGELOG).withPageSize(10);
        Device device = new Device("device " + number, config, local, shared, network, wire, number);
        NetworkedClient client = new NetworkedClient(
                number,
                new FleetMember(userId, "user"),
                Map.of(),
                device,
                network.sessions(),
                new OwnSessions(),
                wire,
                (published, snapshot) -> {});
        client.signedIn(network.sessions()
                .open(Json.object().put("userId", userId).put("role", "user"))
                .join());
        clients.add(client);
        until(() -> client.snapshot().status() == Status.LIVE);
        return client;
    }

    private void converge() {
        try (Oracle oracle = new Oracle(this::subjects, server.inspection())) {
            assertThat(oracle.convergence(PATIENCE).join().unconverged()).isEmpty();
            assertThat(oracle.checkNow().clean()).isTrue();
        }
        assertThat(clients).allMatch(client -> chain(client).agrees());
    }

    private List<Subject> subjects() {
        return clients.stream()
                .map(client -> new Subject(client.number(), client.snapshot()))
                .toList();
    }

    private void operate(String operation, long id) {
        server.inspection().operate(operation, Json.object().put("id", id)).join();
    }

    private List<dev.parallax.change.Row> truth() {
        SessionValues admin = new SessionValues(Map.of("userId", 1L, "role", "admin"));
        return server.inspection().truth(admin).tables().getOrDefault("Post", List.of());
    }

    private static boolean polls(NetworkedClient client) {
        return client.wire().getLast().text().contains("\"wait\":20000");
    }

    private static HashChain chain(NetworkedClient client) {
        HashChain chain = client.snapshot().chain();
        return chain == null ? new HashChain(null, "none", "") : chain;
    }

    private static List<PendingWrite> conflicts(NetworkedClient client) {
        return client.snapshot().pending().stream()
                .filter(write -> write.state() == PendingWrite.State.CONFLICT)
                .toList();
    }

    private static Map<String, Object> post(String title) {
        return post(title, 3);
    }

    private static Map<String, Object> post(String title, long author) {
        return Map.of("workspaceId", 1, "authorUserId", author, "title", title, "content", "", "published", true);
    }

    private static boolean holds(NetworkedClient client, long id) {
        return client.snapshot().table("Post").shown().stream().anyMatch(row -> row.id() == id);
    }

    private static Map<String, Object> row(NetworkedClient client, long id) {
        return client.snapshot().table("Post").shown().stream()
                .filter(row -> row.id() == id)
                .map(dev.parallax.change.Row::asMap)
                .findFirst()
                .orElse(Map.of());
    }

    private static String title(NetworkedClient client, long id) {
        return String.valueOf(row(client, id).get("title"));
    }

    private static void until(Callable<Boolean> holds) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(holds);
    }
}
