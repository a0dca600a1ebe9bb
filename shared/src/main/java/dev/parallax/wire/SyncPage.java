package dev.parallax.wire;

import dev.parallax.change.Row;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The answer to `POST /sync`. Immutable.
///
/// @param tables only those with something to say
/// @param hasMore ask again with the new cursors
/// @param version with `hasMore` false, all tables are complete as of it
public record SyncPage(Map<String, TablePage> tables, boolean hasMore, long version) {
    public SyncPage {
        tables = Collections.unmodifiableMap(new LinkedHashMap<>(tables));
    }

    /// @param rows rows to put, in version order
    /// @param removed ids of rows that left the session's view
    /// @param lastSeen the version up to which this table is now complete
    /// @param reset drop the table's rows first
    public record TablePage(List<Row> rows, List<Long> removed, String permissionHash, long lastSeen, boolean reset) {
        public TablePage {
            rows = List.copyOf(rows);
            removed = List.copyOf(removed);
        }
    }

    public ObjectNode toJson() {
        ObjectNode node = Json.object();
        ObjectNode pages = node.putObject("tables");
        tables.forEach((table, page) -> {
            ObjectNode entry = pages.putObject(table);
            ArrayNode rows = entry.putArray("rows");
            page.rows().forEach(row -> rows.add(RowJson.encode(row)));
            ArrayNode removed = entry.putArray("removed");
            page.removed().forEach(removed::add);
            entry.put("permission_hash", page.permissionHash())
                    .put("last_seen_updated_at", page.lastSeen())
                    .put("reset", page.reset());
        });
        return node.put("has_more", hasMore).put("version", version);
    }

    /// @throws InvalidJsonException naming the field that is wrong
    public static SyncPage fromJson(ObjectNode node) {
        JsonFields body = JsonFields.of(node);
        Map<String, TablePage> tables = new LinkedHashMap<>();
        JsonFields pages = body.object("tables");
        for (String table : pages.node().propertyNames()) {
            JsonFields page = pages.object(table);
            tables.put(
                    table,
                    new TablePage(
                            rows(table, page.array("rows")),
                            ids(page.array("removed")),
                            page.string("permission_hash"),
                            page.integer("last_seen_updated_at"),
                            page.flag("reset")));
        }
        return new SyncPage(tables, body.flag("has_more"), body.integer("version"));
    }

    private static List<Row> rows(String table, ArrayNode nodes) {
        List<Row> rows = new ArrayList<>(nodes.size());
        for (JsonNode node : nodes) {
            if (!(node instanceof ObjectNode row)) {
                throw new InvalidJsonException("`rows` of `" + table + "` must hold objects");
            }
            rows.add(RowJson.decode(table, row));
        }
        return rows;
    }

    private static List<Long> ids(ArrayNode nodes) {
        List<Long> ids = new ArrayList<>(nodes.size());
        for (JsonNode node : nodes) {
            if (!node.isIntegralNumber() || !node.canConvertToLong()) {
                throw new InvalidJsonException("`removed` must hold integers");
            }
            ids.add(node.longValue());
        }
        return ids;
    }
}
