package dev.parallax.bench;

import dev.parallax.language.SchemaLanguage;
import dev.parallax.server.engine.DbCall;
import dev.parallax.server.engine.Delivery;
import dev.parallax.server.engine.Engine;
import dev.parallax.server.engine.EngineFigures;
import dev.parallax.server.engine.EngineSettings;
import dev.parallax.server.engine.Mutation;
import dev.parallax.server.engine.Subscriber;
import dev.parallax.wire.CursorMessage.Reason;
import dev.parallax.wire.Json;
import java.io.PrintWriter;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Random;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The cost of permissions through links beside more and more sessions that a change does not concern: each session
/// is a member of a team of its own. A document of one team is changed; a person joins a team that holds a document,
/// and leaves it. A whole engine in memory, no sockets.
public final class LinkScopingBench {
    private static final int[] SESSIONS = {100, 1_000, 10_000};
    private static final int BATCH = 1_000;
    private static final int WARM_UP = 300;
    private static final int ROUNDS = 300;
    private static final String SCHEMA = """
            session {
                userId Int
            }
            record Team {
                @public
                id Int @id
                members @link(Member.teamId)
            }
            record Member {
                @allow(query)                  { userId == Session.userId }
                @allow(insert, update, delete) { True }
                id     Int @id
                teamId Int
                userId Int
            }
            record Doc {
                @allow(query)                  { exists team.members { userId == Session.userId } }
                @allow(insert, update, delete) { True }
                id     Int @id
                teamId Int
                title  String
                team   @link(teamId, Team.id)
            }
            """;

    private final PrintWriter out;

    public LinkScopingBench(PrintWriter out) {
        this.out = out;
    }

    /// Runs and prints: scoping alone, and the whole write with its answer.
    public void run() {
        out.printf("permissions through links, means of %d%n", ROUNDS);
        out.printf("%10s %26s %26s%n", "", "a document changes", "someone joins or leaves");
        out.printf("%10s %12s %13s %12s %13s%n", "sessions", "ns scoping", "ns in all", "ns scoping", "ns in all");
        // The first of all is only there to warm up.
        measure(SESSIONS[0]);
        for (int sessions : SESSIONS) {
            print(sessions, measure(sessions));
        }
        out.flush();
    }

    private static Costs measure(int sessions) {
        EngineSettings settings = new EngineSettings(
                SchemaLanguage.parseOrThrow("bench.parallax", SCHEMA), null, InstantSource.system(), new Random(1));
        try (Engine engine = Engine.open(settings)) {
            batches(engine, sessions, id -> operation("createTeam", Json.object()));
            batches(
                    engine,
                    sessions,
                    id -> operation(
                            "createMember", Json.object().put("teamId", id).put("userId", id)));
            write(engine, "createDoc", Json.object().put("teamId", 1).put("title", "t"));
            Counter counter = new Counter();
            for (long user = 1; user <= sessions; user++) {
                engine.subscribe(
                        engine.createSession(Map.of("userId", user)).join().session(), counter);
            }
            Cost change = cost(
                    engine,
                    () -> write(engine, "updateDoc", Json.object().put("id", 1).put("title", "t" + counter.count)));
            Cost join = cost(engine, () -> {
                ObjectNode member = write(
                        engine, "createMember", Json.object().put("teamId", 1).put("userId", sessions / 2));
                write(
                        engine,
                        "deleteMember",
                        Json.object().put("id", member.get("id").longValue()));
            });
            if (counter.count != (WARM_UP + ROUNDS) * 3L) {
                throw new IllegalStateException(
                        "each change must reach exactly one session, but there were " + counter.count + " deliveries");
            }
            return new Costs(change, new Cost(join.scoping() / 2, join.all() / 2));
        }
    }

    private void print(int sessions, Costs costs) {
        out.printf(
                "%,10d %,12.0f %,13.0f %,12.0f %,13.0f%n",
                sessions,
                costs.change().scoping(),
                costs.change().all(),
                costs.link().scoping(),
                costs.link().all());
    }

    private record Costs(Cost change, Cost link) {}

    /// In nanoseconds.
    private record Cost(double scoping, double all) {}

    private static Cost cost(Engine engine, Runnable write) {
        for (int round = 0; round < WARM_UP; round++) {
            write.run();
        }
        EngineFigures before = engine.figures();
        long started = System.nanoTime();
        for (int round = 0; round < ROUNDS; round++) {
            write.run();
        }
        long nanos = System.nanoTime() - started;
        double scoping = engine.figures().scopingNanos() - before.scopingNanos();
        return new Cost(scoping / ROUNDS, (double) nanos / ROUNDS);
    }

    @FunctionalInterface
    private interface Operation {
        ObjectNode of(long id);
    }

    private static void batches(Engine engine, int count, Operation operation) {
        for (int first = 1; first <= count; first += BATCH) {
            ObjectNode body = Json.object();
            ArrayNode operations = body.putArray("operations");
            for (long id = first; id < first + BATCH && id <= count; id++) {
                operations.add(operation.of(id));
            }
            engine.operate(DbCall.parseBatch(engine.schema(), body)).join();
        }
    }

    private static ObjectNode operation(String name, ObjectNode args) {
        return Json.object().put("operation", name).set("args", args);
    }

    private static ObjectNode write(Engine engine, String operation, ObjectNode args) {
        return engine.operate((Mutation) DbCall.parse(engine.schema(), operation, args))
                .join();
    }

    /// Confined to the writer's thread, and read between writes.
    private static final class Counter implements Subscriber {
        private volatile long count;

        @Override
        @SuppressWarnings("NonAtomicVolatileUpdate")
        public void deliver(Delivery delivery) {
            count++;
        }

        @Override
        public void resync(List<String> tables, Reason reason) {
            throw new IllegalStateException("nobody has to catch up here");
        }

        @Override
        public void ended() {
            throw new IllegalStateException("nobody's session ends here");
        }
    }
}
