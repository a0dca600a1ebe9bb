package dev.parallax.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.client.PendingWrite;
import dev.parallax.client.Status;
import dev.parallax.client.WriteResult;
import dev.parallax.oracle.Oracle;
import dev.parallax.policy.SessionValues;
import dev.parallax.server.ServerConfig;
import dev.parallax.server.SyncServer;
import dev.parallax.storage.LocalDatabase;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Clients that are killed at any moment and started again from what their devices kept.
class RestartedClientTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    @TempDir
    private Path folder;

    private SyncServer server;
    private Fleet fleet;

    @BeforeEach
    void start() {
        server = SyncServer.start(
                ServerConfig.defaults().withPort(0).withSeed(null).withHeartbeatMillis(200));
        SmallWorld.fill(server.inspection());
        fleet = newFleet();
    }

    @AfterEach
    void stop() {
        fleet.close();
        server.close();
    }

    @Test
    void goesOnWithItsEditsInOrderAndItsSession() {
        FleetClient client = join(4);
        String session = client.sessionId();
        client.goOffline();
        client.create("Post", post("First"));
        client.update("Post", -1, Map.of("title", "Second"));
        client.update("Post", -1, Map.of("content", "Third"));
        until(() -> client.snapshot().pending().size() == 3);
        kill(client);
        assertThat(client.snapshot().tables()).isEmpty();
        assertThat(client.name()).isEqualTo("User 4");
        client.restart().join();
        converge();
        assertThat(client.sessionId()).isEqualTo(session);
        assertThat(titles(client)).contains("Second").doesNotContain("First");
        assertThat(posts()).isEqualTo(SmallWorld.POSTS + 1);
        assertThat(client.snapshot().results())
                .extracting(WriteResult::accepted)
                .containsExactly(true, true, true);
    }

    @Test
    void anEditOfATemporaryIdFollowsItsRowAcrossARestart() {
        FleetClient client = join(4);
        long id = client.create("Post", post("Created")).join().id();
        kill(client);
        client.restart().join();
        WriteResult result =
                client.update("Post", -1, Map.of("title", "Renamed")).join();
        assertThat(result.accepted()).isTrue();
        assertThat(result.id()).isEqualTo(id);
    }

    @Test
    void snapshotsGoOnCountingSoThatNobodyMistakesOneForAnother() {
        FleetClient client = join(4);
        long before = client.snapshot().generation();
        kill(client);
        long dead = client.snapshot().generation();
        client.restart().join();
        converge();
        assertThat(dead).isGreaterThan(before);
        assertThat(client.snapshot().generation()).isGreaterThan(dead);
    }

    @Test
    void everyEditIsDoneOnceHoweverOftenItsClientIsKilled() {
        Random random = new Random(5);
        FleetClient client = join(4);
        Set<String> kept = ConcurrentHashMap.newKeySet();
        for (int round = 0; round < 25; round++) {
            List<CompletableFuture<WriteResult>> results = new ArrayList<>();
            for (int count = random.nextInt(6); count >= 0; count--) {
                String title = "Round " + round + " number " + count;
                results.add(client.create("Post", post(title)).whenComplete((result, cancelled) -> {
                    if (result != null) {
                        kept.add(title);
                    }
                }));
            }
            boolean early = random.nextInt(3) == 0;
            until(() ->
                    early || results.getFirst().isDone() || !inFlight(client).isEmpty());
            kept.addAll(inFlight(client));
            kill(client);
            client.restart().join();
        }
        converge();
        List<String> titles = titles(client);
        assertThat(titles).doesNotHaveDuplicates();
        assertThat(posts())
                .isEqualTo(SmallWorld.POSTS
                        + (int) titles.stream()
                                .filter(title -> title.startsWith("Round"))
                                .count());
        assertThat(titles).containsAll(kept);
    }

    @Test
    void whatWaitsSurvivesTheWholeFleet() {
        fleet.close();
        fleet = newFleet(LocalDatabase.keptIn(folder, UUID::randomUUID));
        FleetClient client = join(4);
        String session = client.sessionId();
        client.goOffline();
        client.create("Post", post("Made before the end"));
        until(() -> !client.snapshot().pending().isEmpty());
        fleet.close();
        fleet = newFleet(LocalDatabase.keptIn(folder, UUID::randomUUID));
        FleetClient again = join(4);
        until(() -> titles(again).contains("Made before the end")
                && again.snapshot().pending().isEmpty());
        assertThat(again.sessionId()).isEqualTo(session);
        assertThat(posts()).isEqualTo(SmallWorld.POSTS + 1);
    }

    /// Titles of edits that were sent: those must be kept.
    private static Set<String> inFlight(FleetClient client) {
        Set<String> titles = new HashSet<>();
        client.snapshot().pending().stream()
                .filter(write -> write.state() != PendingWrite.State.QUEUED)
                .forEach(write -> titles.add(String.valueOf(write.fields().get("title"))));
        return titles;
    }

    private static void kill(FleetClient client) {
        client.kill();
        until(() -> client.snapshot().message().startsWith("Killed"));
    }

    private Fleet newFleet() {
        return newFleet(LocalDatabase.temporary(UUID::randomUUID));
    }

    private Fleet newFleet(LocalDatabase local) {
        FleetConfig config = FleetConfig.defaults().withHeartbeatMillis(1_000);
        return new Fleet(config, server.uri(), server.inspection(), local);
    }

    private FleetClient join(long userId) {
        FleetClient client = fleet.add(List.of(new FleetMember(userId, "user")))
                .completion()
                .join()
                .getFirst();
        until(() -> client.snapshot().status() == Status.LIVE);
        return client;
    }

    private void converge() {
        try (Oracle oracle = new Oracle(fleet::subjects, server.inspection())) {
            assertThat(oracle.convergence(PATIENCE).join().unconverged()).isEmpty();
        }
    }

    private static Map<String, Object> post(String title) {
        return Map.of("workspaceId", 1, "authorUserId", 4, "title", title, "content", "", "published", true);
    }

    private static List<String> titles(FleetClient client) {
        return client.snapshot().table("Post").shown().stream()
                .map(row -> String.valueOf(row.get("title")))
                .toList();
    }

    private int posts() {
        SessionValues admin = new SessionValues(Map.of("userId", 1L, "role", "admin"));
        return server.inspection()
                .truth(admin)
                .tables()
                .getOrDefault("Post", List.of())
                .size();
    }

    private static void until(Callable<Boolean> holds) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(2)).until(holds);
    }
}
