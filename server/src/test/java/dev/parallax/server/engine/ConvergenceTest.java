package dev.parallax.server.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.change.Row;
import dev.parallax.server.session.CreatedSession;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Random changes, and clients that come, go, read in pages of any size and follow in between: each must end
/// with exactly what SQL says that it may see.
class ConvergenceTest {
    private static final int USERS = 4;
    private static final int STEPS = 400;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void everyClientEndsWithExactlyWhatItMaySee(long seed) {
        try (World world = World.inMemory()) {
            run(world, seed, 3);
        }
    }

    /// The same while the log is taken away behind them: whoever was away for longer than a second starts anew.
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void clientsConvergeWhileTheLogIsPruned(long seed) {
        try (World world = World.keeping(new LogRetention(Duration.ofSeconds(1), Long.MAX_VALUE))) {
            run(world, seed, 60);
            assertThat(world.engine.logExtent().floor()).isPositive();
            assertThat(world.engine.verifyLog().valid()).isTrue();
        }
    }

    private static void run(World world, long seed, int pace) {
        Random random = new Random(seed);
        List<CreatedSession> sessions = sessions(world);
        List<ModelClient> clients = clients(world, sessions);
        for (int step = 0; step < STEPS; step++) {
            world.millis.addAndGet(random.nextInt(50) == 0 ? random.nextInt(2_000) - 1_000 : random.nextInt(pace));
            ModelClient client = clients.get(random.nextInt(clients.size()));
            switch (random.nextInt(10)) {
                case 0 -> client.disconnect();
                case 1 -> client.takePage(1 + random.nextInt(3));
                case 2 -> client.catchUp(1 + random.nextInt(5));
                case 3 -> client.follow();
                case 4 -> changeSomeone(world, sessions, random);
                default -> mutate(world, random).join();
            }
        }
        assertThatAllConverge(world, clients, random, seed);
    }

    /// The same with the writer running at full speed beside the readers.
    @RepeatedTest(2)
    void clientsConvergeWhileOthersWrite(org.junit.jupiter.api.RepetitionInfo repetition) throws InterruptedException {
        long seed = repetition.getCurrentRepetition();
        try (World world = World.inMemory()) {
            List<CreatedSession> sessions = sessions(world);
            List<ModelClient> clients = clients(world, sessions);
            Thread writer = Thread.ofPlatform().start(() -> {
                Random random = new Random(seed);
                List<CompletableFuture<ObjectNode>> writes = new ArrayList<>();
                for (int step = 0; step < 1_500; step++) {
                    world.millis.addAndGet(random.nextInt(2));
                    writes.add(mutate(world, random));
                    if (step % 20 == 0) {
                        writes.forEach(CompletableFuture::join);
                        writes.clear();
                    }
                    if (step % 100 == 0) {
                        changeSomeone(world, sessions, random);
                    }
                }
                writes.forEach(CompletableFuture::join);
            });
            Random random = new Random(seed);
            while (writer.isAlive()) {
                ModelClient client = clients.get(random.nextInt(clients.size()));
                switch (random.nextInt(4)) {
                    case 0 -> client.disconnect();
                    case 1 -> client.takePage(1 + random.nextInt(20));
                    case 2 -> client.catchUp(50 + random.nextInt(500));
                    default -> client.follow();
                }
            }
            writer.join();
            assertThatAllConverge(world, clients, random, seed);
        }
    }

    private static void assertThatAllConverge(World world, List<ModelClient> clients, Random random, long seed) {
        for (int index = 0; index < clients.size(); index++) {
            ModelClient client = clients.get(index);
            if (random.nextBoolean()) {
                client.disconnect();
            }
            client.catchUp(1 + random.nextInt(3));
            assertThat(client.view()).as("seed %d, client %d", seed, index).isEqualTo(truth(world, client));
        }
    }

    private static Map<String, List<Row>> truth(World world, ModelClient client) {
        return world.engine.truth(client.values()).tables();
    }

    private static List<CreatedSession> sessions(World world) {
        for (int user = 1; user <= USERS; user++) {
            world.operate("createUser", "{'name':'User " + user + "'}");
        }
        List<CreatedSession> sessions = new ArrayList<>();
        for (long user = 1; user <= USERS; user++) {
            sessions.add(world.engine
                    .createSession(Map.of("userId", user, "role", user == 1 ? "admin" : "user"))
                    .join());
        }
        return sessions;
    }

    /// Two for each session: they share every delivery.
    private static List<ModelClient> clients(World world, List<CreatedSession> sessions) {
        List<ModelClient> clients = new ArrayList<>();
        for (CreatedSession session : sessions) {
            clients.add(new ModelClient(world, session));
            clients.add(new ModelClient(world, session));
        }
        return clients;
    }

    private static void changeSomeone(World world, List<CreatedSession> sessions, Random random) {
        String secret = sessions.get(random.nextInt(sessions.size())).secret();
        Map<String, Object> change = random.nextBoolean()
                ? Map.of("role", random.nextBoolean() ? "admin" : "user")
                : Map.of("userId", 1L + random.nextInt(USERS));
        world.engine.changeSession(secret, new LinkedHashMap<>(change)).join();
    }

    /// One change, or a batch of a few, some of which meet rows that are not there: then nothing happens.
    private static CompletableFuture<ObjectNode> mutate(World world, Random random) {
        ObjectNode body = World.json("{'operations':[]}");
        ArrayNode operations = (ArrayNode) body.get("operations");
        int count = random.nextInt(3) == 0 ? 1 + random.nextInt(4) : 1;
        for (int index = 0; index < count; index++) {
            operations.add(World.json(operation(random)));
        }
        return world.engine
                .operate(DbCall.parseBatch(world.engine.schema(), body))
                .exceptionally(refused -> body);
    }

    private static String operation(Random random) {
        long user = 1 + random.nextInt(USERS);
        long post = 1 + random.nextInt(30);
        return switch (random.nextInt(9)) {
            case 0, 1, 2 ->
                op(
                        "createPost",
                        "'workspaceId':1,'authorUserId':" + user + ",'title':'t" + random.nextInt(100)
                                + "','content':'','published':" + random.nextBoolean());
            case 3, 4 -> op("updatePost", "'id':" + post + ",'published':" + random.nextBoolean());
            case 5 -> op("updatePost", "'id':" + post + ",'authorUserId':" + user);
            case 6 -> op("updatePost", "'id':" + post + ",'title':'u" + random.nextInt(100) + "'");
            case 7 -> op("deletePost", "'id':" + post);
            default ->
                random.nextBoolean()
                        ? op("createMembership", "'workspaceId':" + random.nextInt(5) + ",'userId':" + user)
                        : op("deleteMembership", "'id':" + (1 + random.nextInt(10)));
        };
    }

    private static String op(String name, String args) {
        return "{'operation':'" + name + "','args':{" + args + "}}";
    }
}
