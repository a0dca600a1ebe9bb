package dev.parallax.server.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.change.Row;
import dev.parallax.language.SchemaLanguage;
import dev.parallax.server.session.CreatedSession;
import dev.parallax.wire.ProblemException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Schemas come and go at random, beside writes, changes of sessions and clients that come and go: everyone ends with
/// what SQL says, live or after a pause, by cursor and by chain.
class PolicyEditsTest {
    private static final int STEPS = 200;
    private static final int USERS = 3;
    private static final List<String> CONDITIONS = List.of(
            "True",
            "False",
            "owner == Session.userId",
            "Or(owner == Session.userId, open == True)",
            "Or(Session.role == \"admin\", open == True)",
            "Not(Or(owner == Session.userId, open == True))",
            "And(rank > 2, open != Null)",
            "rank in [1, 3]",
            "exists members { userId == Session.userId }",
            "Or(open == True, exists members { And(userId == Session.userId, isGuest == False) })");

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void everyClientEndsWithExactlyWhatItMaySee(long seed) {
        Random random = new Random(seed);
        try (World world = World.of(source(random))) {
            List<CreatedSession> sessions = new ArrayList<>();
            List<ModelClient> followers = new ArrayList<>();
            List<PullingClient> pullers = new ArrayList<>();
            for (long user = 1; user <= USERS; user++) {
                CreatedSession session = world.engine
                        .createSession(Map.of("userId", user, "role", user == 1 ? "admin" : "user"))
                        .join();
                sessions.add(session);
                followers.add(new ModelClient(world, session));
                followers.add(new ModelClient(world, session));
                pullers.add(new PullingClient(world, session, "puller"));
            }
            for (int step = 0; step < STEPS; step++) {
                world.millis.addAndGet(random.nextInt(3));
                ModelClient follower = followers.get(random.nextInt(followers.size()));
                switch (random.nextInt(12)) {
                    case 0 -> follower.disconnect();
                    case 1 -> follower.takePage(1 + random.nextInt(3));
                    case 2 -> follower.catchUp(1 + random.nextInt(5));
                    case 3 -> follower.follow();
                    case 4 -> pullers.get(random.nextInt(USERS)).pull(1 + random.nextInt(5));
                    case 5 -> put(world, random);
                    case 6 -> changeSomeone(world, sessions, random);
                    default -> write(world, random);
                }
            }
            for (ModelClient follower : followers) {
                follower.catchUp(1 + random.nextInt(5));
                assertThat(shown(follower.view())).as("seed %d", seed).isEqualTo(truth(world, follower));
            }
            for (PullingClient puller : pullers) {
                puller.pullAll(1 + random.nextInt(5));
                Map<String, List<Row>> truth = shown(puller.truth());
                assertThat(shown(puller.view())).as("seed %d", seed).isEqualTo(truth);
                assertThat(puller.pull(10).reset())
                        .as("seed %d: %s", seed, world.engine.schema().source())
                        .isFalse();
            }
            assertThat(world.engine.verifyLog().valid()).as("seed %d", seed).isTrue();
        }
    }

    @Test
    void aFileComesBackWithItsSchemaAndItsHistory() {
        Random random = new Random(7);
        Path file = directory.resolve("edits");
        String first = source(random);
        for (int start = 0; start < 6; start++) {
            try (World world = World.inFile(file, World.START + start * 60_000L, first)) {
                List<Long> before = versions(world);
                for (int step = 0; step < 30; step++) {
                    world.millis.addAndGet(1);
                    if (step % 6 == 0) {
                        put(world, random);
                    }
                    write(world, random);
                }
                assertThat(versions(world)).startsWith(before.toArray(Long[]::new));
                assertThat(world.engine.verifyLog().valid()).isTrue();
            }
            try (World world = World.inFile(file, World.START + start * 60_000L, first)) {
                assertThat(world.engine.verifyLog().valid()).isTrue();
                assertThat(world.engine.log(0, 10_000)).isNotEmpty();
                world.engine.truth(World.values(1, "admin"));
            }
        }
    }

    private static List<Long> versions(World world) {
        return world.engine.schemas().entries().stream()
                .map(entry -> entry.version())
                .toList();
    }

    /// Records that a client holds no row of are no difference.
    private static Map<String, List<Row>> shown(Map<String, List<Row>> tables) {
        Map<String, List<Row>> shown = new LinkedHashMap<>(tables);
        shown.values().removeIf(List::isEmpty);
        return shown;
    }

    private static Map<String, List<Row>> truth(World world, ModelClient client) {
        return shown(world.engine.truth(client.values()).tables());
    }

    private static String source(Random random) {
        StringBuilder source = new StringBuilder("session { userId Int role String }\n");
        source.append("record Member {\n@allow(query) { userId == Session.userId }\n");
        source.append("@allow(insert, update, delete) { True }\n");
        source.append("id Int @id\ntarget Int\nuserId Int\nisGuest Bool @default(False)\n}\n");
        for (String record : List.of("Note", "Task", "Item")) {
            if (record.equals("Note") || random.nextInt(4) > 0) {
                source.append("record ").append(record).append(" {\n@allow(query) { ");
                source.append(CONDITIONS.get(random.nextInt(CONDITIONS.size())));
                source.append(" }\n@allow(insert, update, delete) { True }\n");
                source.append("id Int @id\nowner Int\nopen Bool?\nrank Int @default(1)\n");
                source.append("members @link(Member.target)\n");
                source.append(random.nextBoolean() ? "text String?\n" : "");
                source.append(random.nextInt(3) == 0 ? "@index(rank)\n" : "");
                source.append("}\n");
            }
        }
        return source.toString();
    }

    private static void put(World world, Random random) {
        world.engine
                .putSchema(SchemaLanguage.parseOrThrow("edit", source(random)), true)
                .join();
    }

    private static void changeSomeone(World world, List<CreatedSession> sessions, Random random) {
        String secret = sessions.get(random.nextInt(USERS)).secret();
        Map<String, Object> change = random.nextBoolean()
                ? Map.of("role", random.nextBoolean() ? "admin" : "user")
                : Map.of("userId", 1L + random.nextInt(USERS));
        world.engine.changeSession(secret, new LinkedHashMap<>(change)).join();
    }

    private static void write(World world, Random random) {
        List<String> records = world.engine.schema().records().stream()
                .map(type -> type.name())
                .toList();
        String record = records.get(random.nextInt(records.size()));
        String fields = record.equals("Member")
                ? "'target':" + (1 + random.nextInt(8)) + ",'userId':" + (1 + random.nextInt(USERS))
                : content(random);
        write(world, random, record, fields);
    }

    private static String content(Random random) {
        return "'owner':" + (1 + random.nextInt(USERS)) + ",'rank':" + random.nextInt(4) + ",'open':"
                + List.of("true", "false", "null").get(random.nextInt(3));
    }

    private static void write(World world, Random random, String record, String fields) {
        long id = 1 + random.nextInt(12);
        try {
            switch (random.nextInt(4)) {
                case 0, 1 -> world.operate("create" + record, "{" + fields + "}");
                case 2 -> world.operate("update" + record, "{'id':" + id + "," + fields + "}");
                default -> world.operate("delete" + record, "{'id':" + id + "}");
            }
        } catch (ProblemException | CompletionException absent) {
            assertThat(absent).hasMessageContaining("there is no");
        }
    }
}
