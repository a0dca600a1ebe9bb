package dev.parallax.server.engine;

import dev.parallax.change.StateHash;
import dev.parallax.policy.PermissionHash;
import dev.parallax.policy.SessionValues;
import dev.parallax.schema.Schema;
import dev.parallax.server.session.Session;
import dev.parallax.server.session.SessionFields;
import dev.parallax.server.session.Sessions;
import dev.parallax.server.store.DatabaseException;
import dev.parallax.server.store.Head;
import dev.parallax.server.store.Store;
import dev.parallax.server.store.StoredSession;
import dev.parallax.wire.Json;
import dev.parallax.wire.ProblemException;
import java.util.HexFormat;
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
            store.writing().rollback();
            VersionClock clock = new VersionClock(settings.clock(), Math.max(head.version(), head.ceiling()));
            Sessions sessions = new Sessions();
            store.sessions().forEach(stored -> restore(stored, schema, sessions));
            Audiences audiences = new Audiences(
                    schema,
                    (record, values) -> PermissionHash.of(schema.require(record), values, head.databaseId()),
                    key -> sessions.current(key).orElse(null));
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
            sessions.put(stored.secretHash(), new Session(key, new SessionValues(values), stored.created()));
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
