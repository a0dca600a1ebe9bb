package dev.parallax.bundle;

import dev.parallax.change.Row;
import dev.parallax.client.Coverage;
import dev.parallax.client.PendingWrite;
import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.client.Status;
import dev.parallax.client.TableSnapshot;
import dev.parallax.policy.SessionValues;
import dev.parallax.wire.Json;
import dev.parallax.wire.RowJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A state of a client as JSON: what differs from its state before. How writes ended, which spaces are followed, and
/// the hash chain are not in it: the wire tells of them, the cache does not need them. Stateless.
final class StateJson {
    /// More records than any policy has.
    private static final int TABLES_LIMIT = 1_000;

    private StateJson() {}

    static ObjectNode encode(ReplicaSnapshot before, ReplicaSnapshot after) {
        ObjectNode node = Json.object()
                .put("status", after.status().name())
                .put("message", after.message())
                .put("version", after.version());
        if (!after.session().equals(before.session())) {
            node.set("session", RowJson.encode(after.session().values()));
        }
        Set<String> covered = after.coverage().records();
        if (covered != null) {
            ArrayNode records = node.putArray("records");
            covered.stream().sorted().forEach(records::add);
        }
        if (!after.pending().equals(before.pending())) {
            ArrayNode pending = node.putArray("pending");
            after.pending().forEach(write -> pending.add(PendingJson.encode(write)));
        }
        ObjectNode tables = Json.object();
        after.tables().forEach((record, table) -> {
            TableSnapshot earlier = before.tables().get(record);
            if (!table.equals(earlier)) {
                tables.set(record, encode(earlier == null ? TableSnapshot.empty(record) : earlier, table));
            }
        });
        before.tables().keySet().stream()
                .filter(record -> !after.tables().containsKey(record))
                .forEach(tables::putNull);
        if (!tables.isEmpty()) {
            node.set("tables", tables);
        }
        return node;
    }

    private static ObjectNode encode(TableSnapshot before, TableSnapshot after) {
        ObjectNode node = Json.object();
        TableDiff.write(before.synced(), after.synced(), node);
        if (after.lastSeen() != null) {
            node.put("lastSeen", after.lastSeen());
        }
        if (after.permissionHash() != null) {
            node.put("permissionHash", after.permissionHash());
        }
        if (!after.shown().equals(after.synced())) {
            TableDiff.write(after.synced(), after.shown(), node.putObject("shown"));
        }
        if (!after.pendingIds().isEmpty()) {
            ArrayNode ids = node.putArray("pendingIds");
            after.pendingIds().stream().sorted().forEach(ids::add);
        }
        return node;
    }

    static ReplicaSnapshot decode(ReplicaSnapshot before, JsonLine line) throws FormatException {
        Map<String, TableSnapshot> tables = new LinkedHashMap<>(before.tables());
        if (line.has("tables")) {
            for (Map.Entry<String, JsonNode> each : line.object("tables").properties()) {
                String record = each.getKey();
                if (each.getValue().isNull()) {
                    tables.remove(record);
                } else {
                    TableSnapshot earlier = tables.getOrDefault(record, TableSnapshot.empty(record));
                    tables.put(record, table(earlier, line.inside(record, each.getValue())));
                }
            }
        }
        if (tables.size() > TABLES_LIMIT) {
            throw line.wrong("tables", "must not be of more than " + TABLES_LIMIT + " records");
        }
        return new ReplicaSnapshot(
                before.generation() + 1,
                line.keyword("status", Status.class),
                line.text("message"),
                line.has("session") ? new SessionValues(line.values("session")) : before.session(),
                line.version("version"),
                coverage(line),
                Map.copyOf(tables),
                line.has("pending") ? pending(line) : before.pending(),
                List.of());
    }

    private static TableSnapshot table(TableSnapshot before, JsonLine line) throws FormatException {
        List<Row> synced = TableDiff.read(before.synced(), before.record(), line);
        List<Row> shown = line.has("shown")
                ? TableDiff.read(synced, before.record(), line.inside("shown", line.object("shown")))
                : synced;
        Set<Long> pendingIds = new LinkedHashSet<>();
        if (line.has("pendingIds")) {
            line.array("pendingIds").forEach(id -> pendingIds.add(id.asLong(0)));
        }
        return new TableSnapshot(
                before.record(),
                synced,
                shown,
                pendingIds,
                line.has("lastSeen") ? (Long) line.version("lastSeen") : null,
                line.textOrNull("permissionHash"));
    }

    private static List<PendingWrite> pending(JsonLine line) throws FormatException {
        List<PendingWrite> pending = new ArrayList<>();
        for (JsonNode each : line.array("pending")) {
            pending.add(PendingJson.decode(line.inside("pending", each)));
        }
        return List.copyOf(pending);
    }

    private static Coverage coverage(JsonLine line) throws FormatException {
        if (!line.has("records")) {
            return Coverage.ALL;
        }
        Set<String> records = new LinkedHashSet<>();
        line.array("records").forEach(record -> records.add(record.asString("")));
        return Coverage.ofRecords(records);
    }
}
