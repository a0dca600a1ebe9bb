package dev.parallax.bundle;

import dev.parallax.change.Row;
import dev.parallax.wire.RowJson;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.NavigableMap;
import java.util.Set;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What turns one list of rows into another: rows to put, and ids to drop. Both lists are sorted by id. Stateless.
final class TableDiff {
    private static final String PUT = "put";
    private static final String DROP = "drop";

    private TableDiff() {}

    /// Writes the difference into `node`.
    static void write(List<Row> before, List<Row> after, ObjectNode node) {
        List<Row> put = new ArrayList<>();
        List<Long> drop = new ArrayList<>();
        int old = 0;
        for (Row row : after) {
            while (old < before.size() && before.get(old).id() < row.id()) {
                drop.add(before.get(old++).id());
            }
            boolean known = old < before.size() && before.get(old).id() == row.id();
            if (!known || !before.get(old).equals(row)) {
                put.add(row);
            }
            old += known ? 1 : 0;
        }
        for (; old < before.size(); old++) {
            drop.add(before.get(old).id());
        }
        if (!put.isEmpty()) {
            ArrayNode rows = node.putArray(PUT);
            put.forEach(row -> rows.add(RowJson.encode(row)));
        }
        if (!drop.isEmpty()) {
            ArrayNode ids = node.putArray(DROP);
            drop.forEach(ids::add);
        }
    }

    /// The rows after the difference that `line` holds.
    static List<Row> read(List<Row> before, String record, JsonLine line) throws FormatException {
        if (!line.has(PUT) && !line.has(DROP)) {
            return before;
        }
        Set<Long> drop = dropped(line);
        NavigableMap<Long, Row> put = put(record, line);
        List<Row> after = new ArrayList<>(before.size() + put.size());
        int found = 0;
        for (Row row : before) {
            while (!put.isEmpty() && put.firstKey() < row.id()) {
                after.add(put.pollFirstEntry().getValue());
            }
            boolean isDropped = drop.contains(row.id());
            found += isDropped ? 1 : 0;
            Row instead = put.remove(row.id());
            if (instead != null || !isDropped) {
                after.add(instead == null ? row : instead);
            }
        }
        if (found != drop.size()) {
            throw line.wrong(DROP, "must name rows that are there");
        }
        after.addAll(put.values());
        return List.copyOf(after);
    }

    private static Set<Long> dropped(JsonLine line) throws FormatException {
        Set<Long> drop = new HashSet<>();
        if (line.has(DROP)) {
            for (JsonNode id : line.array(DROP)) {
                if (!id.isIntegralNumber() || !id.canConvertToLong() || !drop.add(id.longValue())) {
                    throw line.wrong(DROP, "must name rows that are there");
                }
            }
        }
        return drop;
    }

    private static NavigableMap<Long, Row> put(String record, JsonLine line) throws FormatException {
        NavigableMap<Long, Row> put = new TreeMap<>();
        if (line.has(PUT)) {
            for (JsonNode content : line.array(PUT)) {
                Row row = line.row(record, content);
                put.put(row.id(), row);
            }
        }
        return put;
    }
}
