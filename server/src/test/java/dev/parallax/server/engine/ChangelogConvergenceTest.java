package dev.parallax.server.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.server.session.CreatedSession;
import dev.parallax.wire.Json;
import dev.parallax.wire.PushResult;
import dev.parallax.wire.PushResult.Status;
import dev.parallax.wire.PushedChange;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/// Random edits of many changelog clients that lose answers, repeat pushes, forget and are tampered with, while
/// permissions change and the server is restarted: every answer's hash must be the client's own, every edit is
/// applied once, and each client ends with exactly what SQL says that it may see.
class ChangelogConvergenceTest {
    private static final int USERS = 4;
    private static final int STEPS = 300;

    @TempDir
    private Path directory;

    private final List<CreatedSession> sessions = new ArrayList<>();
    private final List<PullingClient> clients = new ArrayList<>();
    /// Of changes that were applied or rejected.
    private final Map<String, PushResult> outcomes = new HashMap<>();
    private final List<Push> pushes = new ArrayList<>();

    private LogRetention retention = LogRetention.DEFAULT;
    private int pace = 3;

    private record Push(CreatedSession session, String clientId, PushedChange change, long millis) {}

    static List<Long> seeds() {
        return new Random(Long.getLong("parallax.seed", 1))
                .longs(Integer.getInteger("parallax.seeds", 3))
                .boxed()
                .toList();
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyClientEndsWithExactlyWhatItMaySee(long seed) {
        run(seed);
    }

    /// The same while the log is taken away behind them.
    @ParameterizedTest
    @MethodSource("seeds")
    void clientsConvergeWhileTheLogIsPruned(long seed) {
        retention = new LogRetention(Duration.ofSeconds(1), Long.MAX_VALUE);
        pace = 40;
        run(seed);
    }

    private void run(long seed) {
        Random random = new Random(seed);
        World world = World.keeping(retention, directory.resolve("world"), World.START);
        try {
            prepare(world);
            for (int step = 0; step < STEPS; step++) {
                world.millis.addAndGet(random.nextInt(pace));
                if (random.nextInt(150) == 0) {
                    world = restart(world);
                }
                step(world, random);
            }
            for (PullingClient client : clients) {
                client.pullAll(1 + random.nextInt(20));
                assertThat(client.view()).as("client %s", client.clientId).isEqualTo(client.truth());
            }
            assertThat(world.engine.verifyLog().valid()).isTrue();
            assertThat(world.engine.logExtent().floor() > 0).isEqualTo(retention != LogRetention.DEFAULT);
        } finally {
            world.close();
        }
    }

    private void prepare(World world) {
        for (int user = 1; user <= USERS; user++) {
            world.operate("createUser", "{'name':'User " + user + "'}");
        }
        for (long user = 1; user <= USERS; user++) {
            CreatedSession session = world.engine
                    .createSession(Map.of("userId", user, "role", user == 1 ? "admin" : "user"))
                    .join();
            sessions.add(session);
            clients.add(new PullingClient(world, session, "phone"));
            clients.add(new PullingClient(world, session, "tablet"));
        }
    }

    private World restart(World world) {
        long millis = world.millis.get();
        world.close();
        World next = World.keeping(retention, directory.resolve("world"), millis + 1);
        clients.forEach(client -> client.goOnWith(next));
        return next;
    }

    private void step(World world, Random random) {
        PullingClient client = clients.get(random.nextInt(clients.size()));
        switch (random.nextInt(24)) {
            case 0 -> client.forget();
            case 1 -> client.tamper();
            case 2 -> client.ask(1 + random.nextInt(4));
            case 3, 4 -> client.pullAll(1 + random.nextInt(8));
            case 5 -> {
                String secret = sessions.get(random.nextInt(USERS)).secret();
                Map<String, Object> role = Map.of("role", random.nextBoolean() ? "admin" : "user");
                world.engine.changeSession(secret, new HashMap<>(role)).join();
            }
            case 6, 7 -> pushAgain(world, random);
            case 8, 9, 10, 11, 12, 13, 14, 15 -> client.pull(1 + random.nextInt(4));
            default -> push(world, random, clients.indexOf(client));
        }
    }

    private void push(World world, Random random, int index) {
        List<PushedChange> changes = new ArrayList<>();
        int count = 1 + random.nextInt(3);
        for (int change = 0; change < count; change++) {
            changes.add(change(random));
        }
        CreatedSession session = sessions.get(index / 2);
        String clientId = clients.get(index).clientId;
        List<PushResult> results =
                world.engine.push(session.session(), clientId, changes).join();
        for (int change = 0; change < count; change++) {
            PushResult result = results.get(change);
            assertThat(result.status()).isNotEqualTo(Status.DUPLICATE);
            outcomes.put(result.changeId(), result);
            pushes.add(new Push(session, clientId, changes.get(change), world.millis.get()));
        }
    }

    private void pushAgain(World world, Random random) {
        // An outcome is kept for as long as the log.
        pushes.removeIf(
                push -> push.millis() < world.millis.get() - retention.age().toMillis() / 2);
        if (!pushes.isEmpty()) {
            Push push = pushes.get(random.nextInt(pushes.size()));
            PushResult again = world.engine
                    .push(push.session().session(), push.clientId(), List.of(push.change()))
                    .join()
                    .getFirst();
            PushResult first = outcomes.get(push.change().changeId());
            assertThat(first).isNotNull();
            assertThat(again).isEqualTo(first == null ? null : first.again());
        }
    }

    private static PushedChange change(Random random) {
        String changeId = new UUID(random.nextLong(), random.nextLong()).toString();
        long id = 1 + random.nextInt(25);
        long user = 1 + random.nextInt(USERS);
        long temporary = -1 - random.nextInt(10);
        long either = random.nextInt(3) == 0 ? temporary : id;
        ObjectNode delta = Json.object();
        return switch (random.nextInt(6)) {
            case 0, 1, 2 ->
                change(
                        changeId,
                        "insert",
                        temporary,
                        delta.put("workspaceId", 1)
                                .put("authorUserId", user)
                                .put("title", "t" + random.nextInt(100))
                                .put("content", "")
                                .put("published", random.nextBoolean()));
            case 3 -> change(changeId, "update", either, delta.put("published", random.nextBoolean()));
            case 4 -> change(changeId, "update", either, delta.put("title", "u" + random.nextInt(100)));
            default -> change(changeId, "delete", either, null);
        };
    }

    private static PushedChange change(String changeId, String op, long id, @Nullable ObjectNode delta) {
        return new PushedChange(changeId, "Post", op, id, delta, 1L);
    }
}
