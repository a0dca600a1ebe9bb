package dev.parallax.server.engine;

import dev.parallax.language.SchemaLanguage;
import dev.parallax.policy.SessionValues;
import dev.parallax.schema.Schema;
import dev.parallax.server.session.Session;
import dev.parallax.wire.Json;
import dev.parallax.wire.Problem;
import dev.parallax.wire.ProblemException;
import dev.parallax.wire.SyncPage;
import dev.parallax.wire.SyncRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A real engine on a real database, with a clock that a test can set, and short words for what tests do.
final class World implements AutoCloseable {
    static final long START = 1_790_000_000_000L;

    final AtomicLong millis = new AtomicLong(START);
    final InstantSource clock = () -> Instant.ofEpochMilli(millis.get());
    final Engine engine;

    private World(Schema schema, @Nullable Path file, long startMillis) {
        this(schema, file, startMillis, LogRetention.DEFAULT);
    }

    private World(Schema schema, @Nullable Path file, long startMillis, LogRetention retention) {
        millis.set(startMillis);
        engine = Engine.open(
                new EngineSettings(schema, file, clock, new Random(startMillis), MergeRule.LAST_WRITE_WINS, retention));
    }

    static World keeping(LogRetention retention) {
        return new World(defaultSchema(), null, START, retention);
    }

    static World keeping(LogRetention retention, Path file, long startMillis) {
        return new World(defaultSchema(), file, startMillis, retention);
    }

    static World inMemory() {
        return new World(defaultSchema(), null, START);
    }

    static World of(String schema) {
        return new World(SchemaLanguage.parseOrThrow("test", schema), null, START);
    }

    static World inFile(Path file, long startMillis) {
        return new World(defaultSchema(), file, startMillis);
    }

    static World inFile(Path file, long startMillis, String schema) {
        return new World(SchemaLanguage.parseOrThrow("test", schema), file, startMillis);
    }

    static Schema defaultSchema() {
        try (InputStream resource = Engine.class.getResourceAsStream("/dev/parallax/server/default.parallax")) {
            String source = new String(resource.readAllBytes(), StandardCharsets.UTF_8);
            return SchemaLanguage.parseOrThrow("default.parallax", source);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /// Three users, a workspace.
    World peopled() {
        for (String name : new String[] {"Ada", "Ben", "Cleo"}) {
            operate("createUser", "{'name':'" + name + "'}");
        }
        operate("createWorkspace", "{'name':'North'}");
        return this;
    }

    Session session(long userId) {
        return session(userId, "user");
    }

    Session session(long userId, String role) {
        return join(() -> engine.createSession(Map.of("userId", userId, "role", role))
                        .join())
                .session();
    }

    ObjectNode operate(String operation, String args) {
        return join(() -> engine.operate((Mutation) DbCall.parse(engine.schema(), operation, json(args)))
                .join());
    }

    ObjectNode call(Session session, String operation, String args) {
        return join(() -> engine.call(session, DbCall.parse(engine.schema(), operation, json(args)))
                .join());
    }

    ObjectNode batch(Session session, String body) {
        return join(() -> engine.call(session, DbCall.parseBatch(engine.schema(), json(body)))
                .join());
    }

    /// The id of a new post.
    long post(long author, boolean published) {
        return operate(
                        "createPost",
                        "{'workspaceId':1,'authorUserId':" + author + ",'title':'t','content':'c','published':"
                                + published + "}")
                .get("id")
                .longValue();
    }

    void update(String record, long id, String fields) {
        operate("update" + record, "{'id':" + id + "," + fields + "}");
    }

    static ObjectNode json(String text) {
        return Json.parseObject(text.replace('\'', '"'));
    }

    static SyncRequest request(Map<String, SyncRequest.TableCursor> cursors, @Nullable Integer pageSize) {
        return new SyncRequest(cursors, null, pageSize);
    }

    SyncPage sync(Session session) {
        return engine.catchUp(session, request(new LinkedHashMap<>(), null));
    }

    static SessionValues values(long userId, String role) {
        return new SessionValues(Map.of("userId", userId, "role", role));
    }

    /// What a call is refused with.
    static Problem problem(Runnable call) {
        try {
            call.run();
        } catch (ProblemException e) {
            return e.problem();
        }
        throw new AssertionError("the call was not refused");
    }

    private static <T> T join(java.util.function.Supplier<T> call) {
        try {
            return call.get();
        } catch (CompletionException e) {
            if (e.getCause() instanceof ProblemException problem) {
                throw problem;
            }
            throw e;
        }
    }

    @Override
    public void close() {
        engine.close();
    }
}
