package dev.parallax.server.http;

import dev.parallax.server.http.EventStream.Event;
import dev.parallax.server.http.Outsider.SignedIn;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.node.ObjectNode;

/// What a client of the heartbeat dialect holds, by PROTOCOL alone: rows by table and id, and a timestamp for each
/// table. Confined to its test.
final class HeartbeatMirror {
    final Map<String, Map<Long, ObjectNode>> tables = new TreeMap<>();
    final Map<String, Long> timestamps = new TreeMap<>();
    boolean isLive;

    EventStream connect(Outsider outsider, SignedIn who, int chunkSize) {
        isLive = false;
        ObjectNode body = Outsider.MAPPER.createObjectNode().put("chunkSize", chunkSize);
        ObjectNode given = body.putObject("lastSyncTimestamps");
        timestamps.forEach(given::put);
        return EventStream.post(outsider, who, "/heartbeatSync", body.toString());
    }

    void apply(Event event) {
        ObjectNode data = event.data();
        switch (event.name()) {
            case "delta" -> {
                Map<Long, ObjectNode> rows = rows(event.text("table"));
                if (data.get("reset").booleanValue()) {
                    rows.clear();
                }
                data.get("deletes").forEach(id -> rows.remove(id.longValue()));
                data.get("upserts").forEach(row -> rows.put(row.get("id").longValue(), (ObjectNode) row));
                timestamps.put(event.text("table"), event.timestamp());
            }
            case "delta-complete" -> {
                data.get("timestamps")
                        .properties()
                        .forEach(entry ->
                                timestamps.put(entry.getKey(), entry.getValue().longValue()));
                isLive = true;
            }
            case "upsert" -> {
                ObjectNode row = (ObjectNode) data.get("row");
                rows(event.text("table")).put(row.get("id").longValue(), row);
                timestamps.put(event.text("table"), event.timestamp());
            }
            case "delete" -> {
                rows(event.text("table")).remove(data.get("id").longValue());
                timestamps.put(event.text("table"), event.timestamp());
            }
            case "heartbeat" -> timestamps.replaceAll((table, timestamp) -> event.timestamp());
            case "resync" -> isLive = false;
            default -> throw new AssertionError("unexpected event: " + event);
        }
    }

    Map<Long, ObjectNode> rows(String table) {
        return tables.computeIfAbsent(table, name -> new TreeMap<>());
    }

    /// The tables that hold rows.
    Map<String, Map<Long, ObjectNode>> filled() {
        Map<String, Map<Long, ObjectNode>> filled = new TreeMap<>(tables);
        filled.values().removeIf(Map::isEmpty);
        return filled;
    }
}
