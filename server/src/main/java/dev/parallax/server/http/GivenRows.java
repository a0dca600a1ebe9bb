package dev.parallax.server.http;

import dev.parallax.change.Row;
import dev.parallax.policy.LinkedRows;
import dev.parallax.wire.Problem.Code;
import dev.parallax.wire.ProblemException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Linked rows that came with a request, found by an index that is made when it is first asked for. Confined to its
/// request.
final class GivenRows implements LinkedRows {
    /// Three links through a few thousand equal rows would be 10^10 steps; an honest question needs a handful.
    private static final int STEPS_LIMIT = 1_000_000;

    private final Map<String, List<Row>> tables;
    private final Map<Column, Map<Object, List<Row>>> indexes = new HashMap<>();
    private int steps;

    private record Column(String record, String field) {}

    GivenRows(Map<String, List<Row>> tables) {
        this.tables = Map.copyOf(tables);
    }

    @Override
    public Iterable<Row> find(String record, String field, Object value) {
        List<Row> found =
                indexes.computeIfAbsent(new Column(record, field), this::index).getOrDefault(key(value), List.of());
        steps += 1 + found.size();
        if (steps > STEPS_LIMIT) {
            throw new ProblemException(
                    Code.INVALID, "the linked rows lead to more than " + STEPS_LIMIT + " combinations");
        }
        return found;
    }

    private Map<Object, List<Row>> index(Column column) {
        Map<Object, List<Row>> rows = new HashMap<>();
        for (Row row : tables.getOrDefault(column.record(), List.of())) {
            Object value = row.get(column.field());
            if (value != null) {
                rows.computeIfAbsent(key(value), ignored -> new java.util.ArrayList<>())
                        .add(row);
            }
        }
        return rows;
    }

    /// Int and Float are equal where their values are.
    private static Object key(Object value) {
        return value instanceof Double number && number == Math.rint(number) && Math.abs(number) < 0x1p63
                ? (Object) number.longValue()
                : value;
    }
}
