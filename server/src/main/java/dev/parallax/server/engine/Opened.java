package dev.parallax.server.engine;

import dev.parallax.change.StateHash;
import dev.parallax.policy.SessionValues;
import dev.parallax.schema.Schema;
import dev.parallax.server.session.Session;
import dev.parallax.server.session.SessionFields;
import dev.parallax.server.session.Sessions;
import dev.parallax.server.store.Contents;
import dev.parallax.server.store.DatabaseException;
import dev.parallax.server.store.Head;
import dev.parallax.server.store.Snapshot;
import dev.parallax.server.store.Store;
import dev.parallax.server.store.StoredSession;
import dev.parallax.wire.Json;
import dev.parallax.wire.ProblemException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.random.RandomGenerator;

/// The parts of an engine, wired together: everything but its thread. A simulator drives these directly. Immutable.
public record Opened(
        Store store,
        String databaseId,
        VersionClock clock,
        Sessions sessions,
        Audiences audiences,
        ServerFaults faults,
        ScopeChains chains,
        LogRetention retention,
        WriteCore core) {
    private static final int ID_BYTES = 12;

    /// Opens or makes the database, and goes on where it was left.
    public static Opened open(EngineSettings settings) {
        Schema schema = settings.schema();
        SupportedSchema.require(schema);
        Contents contents = settings.contents();
        Store store = contents == null
                ? Store.open(schema, settings.place(), newId(settings.secrets()), StateHash.GENESIS.hex())
                : Store.restore(contents, settings.place());
        try {
            Head head = store.writing().lockHead();
            store.writing().paths().keep(LinkPlan.of(store.schema()).ids(), head.version());
            store.writing().commit();
            VersionClock clock = new VersionClock(settings.clock(), Math.max(head.version(), head.ceiling()));
            Sessions sessions = new Sessions();
            store.sessions().forEach(stored -> restore(stored, store.schema(), sessions));
            Audiences audiences = new Audiences(
                    store.schema(),
                    key -> sessions.current(key).orElse(null),
                    keys -> {
                        try (Snapshot snapshot = store.snapshot()) {
                            return TallySource.Counted.in(snapshot.links(), snapshot.version(), keys);
                        }
                    },
                    keys -> TallySource.Counted.in(
                            store.writing().links(), store.writing().headVersion(), keys));
            ServerFaults faults = new ServerFaults();
            ScopeChains chains = new ScopeChains(store.clients());
            WriteCore core = new WriteCore(store, clock, sessions, audiences, faults, chains, settings);
            core.keepUp();
            follow(schema, store, core);
            return new Opened(
                    store, head.databaseId(), clock, sessions, audiences, faults, chains, settings.retention(), core);
        } catch (RuntimeException e) {
            store.close();
            throw e;
        }
    }

    /// A database keeps the schema that it was given last: by a server's start, or while one ran. So only a text that
    /// differs from that of the last start is news.
    private static void follow(Schema schema, Store store, WriteCore core) {
        if (schema.source().equals(store.given())) {
            return;
        }
        CompletableFuture<SchemaPut> outcome = new CompletableFuture<>();
        core.apply(List.of(new PendingWrite.PutSchema(schema, false, schema.source(), outcome)));
        try {
            outcome.join();
        } catch (CompletionException e) {
            throw new DatabaseException("the database was made for another schema: "
                    + (e.getCause() instanceof ProblemException problem
                            ? problem.problem().detail()
                            : "it could not be brought into force")
                    + "; start with that schema or an empty database");
        }
    }

    private static void restore(StoredSession stored, Schema schema, Sessions sessions) {
        try {
            var values = SessionFields.read(schema.session(), Json.parseObject(stored.values()));
            String key = Sessions.key(stored.secretHash());
            Map<String, Long> changed = new HashMap<>();
            Json.parseObject(stored.changed())
                    .properties()
                    .forEach(field ->
                            changed.put(field.getKey(), field.getValue().longValue()));
            sessions.put(
                    stored.secretHash(),
                    new Session(key, new SessionValues(values), stored.created(), stored.first(), changed));
        } catch (ProblemException e) {
            throw new DatabaseException(
                    "the database's sessions do not fit the schema's `session` block: " + e.getMessage());
        }
    }

    private static String newId(RandomGenerator random) {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return HexFormat.of().formatHex(bytes);
    }
}
