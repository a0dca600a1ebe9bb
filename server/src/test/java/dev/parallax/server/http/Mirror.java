package dev.parallax.server.http;

import dev.parallax.server.http.Outsider.SignedIn;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What a client of the cursor dialect holds, by PROTOCOL alone: rows by table and id, and a cursor for each table.
/// Confined to its test.
final class Mirror {
    final Map<String, Map<Long, ObjectNode>> tables = new TreeMap<>();
    final Map<String, ObjectNode> cursors = new TreeMap<>();
    final StringBuilder everything = new StringBuilder();
    int pages;

    /// Catches up to the end.
    ///
    /// @return the version as of which everything is complete
    long catchUp(Outsider outsider, SignedIn who, @Nullable Integer pageSize) {
        return catchUp(outsider, who, pageSize, page -> {});
    }

    /// @param between is called after each page but the last
    long catchUp(Outsider outsider, SignedIn who, @Nullable Integer pageSize, Consumer<ObjectNode> between) {
        while (true) {
            ObjectNode page = page(outsider, who, pageSize);
            if (!page.get("has_more").booleanValue()) {
                return page.get("version").longValue();
            }
            between.accept(page);
        }
    }

    ObjectNode page(Outsider outsider, SignedIn who, @Nullable Integer pageSize) {
        ObjectNode body = Outsider.MAPPER.createObjectNode();
        ObjectNode given = body.putObject("syncCursor").putObject("tables");
        cursors.forEach(given::set);
        if (pageSize != null) {
            body.put("pageSize", pageSize);
        }
        Outsider.Reply reply = outsider.sync(who, body);
        everything.append(reply.text());
        ObjectNode page = reply.json(200);
        pages++;
        for (Map.Entry<String, JsonNode> table : page.get("tables").properties()) {
            apply(table.getKey(), (ObjectNode) table.getValue());
        }
        return page;
    }

    private void apply(String name, ObjectNode page) {
        Map<Long, ObjectNode> rows = rows(name);
        if (page.get("reset").booleanValue()) {
            rows.clear();
        }
        page.get("removed").forEach(id -> rows.remove(id.longValue()));
        page.get("rows").forEach(row -> rows.put(row.get("id").longValue(), (ObjectNode) row));
        ObjectNode cursor = Outsider.MAPPER.createObjectNode();
        cursor.set("last_seen_updated_at", page.get("last_seen_updated_at"));
        cursor.set("permission_hash", page.get("permission_hash"));
        cursors.put(name, cursor);
    }

    /// Applies a delta message.
    void apply(ObjectNode message) {
        JsonNode data = message.get("data");
        for (JsonNode index : data.get("affected_row_indices")) {
            JsonNode item = data.get("all_affected_rows").get(index.intValue());
            JsonNode row = item.get("row");
            rows(item.get("table_name").stringValue()).put(row.get("id").longValue(), (ObjectNode) row);
        }
        for (JsonNode gone : data.get("removed")) {
            rows(gone.get("table_name").stringValue()).remove(gone.get("id").longValue());
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

    /// What `GET /admin/truth` says, in the same form.
    static Map<String, Map<Long, ObjectNode>> truth(Outsider outsider, SignedIn who) {
        ObjectNode truth = outsider.get("/admin/truth?sessionId=" + who.id()).json(200);
        Map<String, Map<Long, ObjectNode>> tables = new TreeMap<>();
        for (Map.Entry<String, JsonNode> table : truth.get("tables").properties()) {
            Map<Long, ObjectNode> rows = new TreeMap<>();
            table.getValue().forEach(row -> rows.put(row.get("id").longValue(), (ObjectNode) row));
            if (!rows.isEmpty()) {
                tables.put(table.getKey(), rows);
            }
        }
        return tables;
    }
}
