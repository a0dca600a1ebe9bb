package dev.parallax.client;

import dev.parallax.change.Row;
import dev.parallax.policy.SessionValues;
import dev.parallax.wire.Json;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Makes snapshots that share everything that did not change with the one before. Confined to its client.
final class SnapshotMaker {
    private ReplicaSnapshot last = ReplicaSnapshot.EMPTY;
    private ObjectNode lastSession = Json.object();

    ReplicaSnapshot make(
            Status status, String message, ObjectNode session, Replica replica, Outbox outbox, Coverage coverage) {
        return make(status, message, session, replica, outbox, coverage, null);
    }

    ReplicaSnapshot make(
            Status status,
            String message,
            ObjectNode session,
            Replica replica,
            Outbox outbox,
            Coverage coverage,
            @Nullable HashChain chain) {
        List<PendingWrite> pending = same(last.pending(), outbox.pending());
        List<WriteResult> results = same(last.results(), outbox.results());
        Map<String, TableSnapshot> tables = tables(replica, pending);
        SessionValues values = session == lastSession ? last.session() : values(session);
        lastSession = session;
        boolean unchanged = status == last.status()
                && message.equals(last.message())
                && values.equals(last.session())
                && replica.version() == last.version()
                && coverage.equals(last.coverage())
                && Objects.equals(chain, last.chain())
                && tables == last.tables()
                && pending == last.pending()
                && results == last.results();
        if (!unchanged) {
            last = new ReplicaSnapshot(
                    last.generation() + 1,
                    status,
                    message,
                    values,
                    replica.version(),
                    coverage,
                    tables,
                    pending,
                    results,
                    chain);
        }
        return last;
    }

    private Map<String, TableSnapshot> tables(Replica replica, List<PendingWrite> pending) {
        Map<String, TableSnapshot> tables = new LinkedHashMap<>();
        replica.tables().forEach((name, table) -> tables.put(name, table(name, table, pending)));
        for (PendingWrite write : pending) {
            tables.computeIfAbsent(write.record(), name -> table(name, Replica.Table.EMPTY, pending));
        }
        boolean same = tables.size() == last.tables().size()
                && tables.values().stream().allMatch(table -> last.tables().get(table.record()) == table);
        return same ? last.tables() : Collections.unmodifiableMap(tables);
    }

    private TableSnapshot table(String name, Replica.Table table, List<PendingWrite> pending) {
        TableSnapshot before = last.tables().get(name);
        List<Row> synced = table.rows().list();
        List<Row> shown;
        Set<Long> pendingIds;
        if (before != null && before.synced() == synced && pending == last.pending()) {
            shown = before.shown();
            pendingIds = before.pendingIds();
        } else {
            Overlay overlay = Overlay.of(name, table.rows(), pending);
            shown = overlay.shown().list();
            pendingIds = overlay.pendingIds();
        }
        boolean same = before != null
                && before.synced() == synced
                && before.shown() == shown
                && before.pendingIds().equals(pendingIds)
                && Objects.equals(before.lastSeen(), table.lastSeen())
                && Objects.equals(before.permissionHash(), table.permissionHash());
        return before != null && same
                ? before
                : new TableSnapshot(name, synced, shown, pendingIds, table.lastSeen(), table.permissionHash());
    }

    private static <T> List<T> same(List<T> before, List<T> now) {
        return before.equals(now) ? before : now;
    }

    /// A client knows no schema: an integer is an Int, text is text.
    private static SessionValues values(ObjectNode session) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        session.forEachEntry((name, value) -> values.put(name, plain(value)));
        return new SessionValues(values);
    }

    private static @Nullable Object plain(JsonNode value) {
        return switch (value.getNodeType()) {
            case STRING -> value.stringValue();
            case BOOLEAN -> value.booleanValue();
            case NUMBER -> value.isIntegralNumber() ? (Object) value.longValue() : (Object) value.doubleValue();
            case NULL, MISSING, OBJECT, ARRAY, BINARY, POJO -> null;
        };
    }
}
