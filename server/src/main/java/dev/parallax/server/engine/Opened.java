package dev.parallax.server.engine;

import dev.parallax.change.StateHash;
import dev.parallax.policy.SessionValues;
import dev.parallax.schema.Schema;
import dev.parallax.server.session.Session;
import dev.parallax.server.session.SessionFields;
import dev.parallax.server.session.Sessions;
import dev.parallax.server.store.DatabaseException;
import dev.parallax.server.store.Head;
import dev.parallax.server.store.Snapshot;
import dev.parallax.server.store.Store;
import dev.parallax.server.store.StoredSession;
import dev.parallax.wire.Json;
import dev.parallax.wire.ProblemException;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
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
        WriteCore core) {
    private static final int ID_BYTES = 12;

    /// Opens or makes the database, and goes on where it was left.
    public static Opened open(EngineSettings settings) {
        Schema schema = settings.schema();
        SupportedSchema.require(schema);
        Store store = Store.open(schema, settings.database(), newId(settings.secrets()), StateHash.GENESIS.hex());
        try {
            Head head = store.writing().lockHead();
            store.writing().paths().keep(LinkPlan.of(schema).ids(), head.version());
            store.writing().commit();
            VersionClock clock = new VersionClock(settings.clock(), Math.max(head.version(), head.ceiling()));
            Sessions sessions = new Sessions();
            store.sessions().forEach(stored -> restore(stored, schema, sessions));
            Audiences audiences = new Audiences(
                    schema,
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
            WriteCore core = new WriteCore(
                    schema, store, clock, sessions, audiences, faults, chains, settings.merge(), settings.secrets());
            core.keepCeiling();
            return new Opened(store, head.databaseId(), clock, sessions, audiences, faults, chains, core);
        } catch (RuntimeException e) {
            store.close();
            throw e;
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
