package dev.parallax.policy;

import dev.parallax.change.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Rows in memory, found by the value of a field; a field is indexed when it is first asked for. Confined to its
/// thread.
public final class RowIndex implements LinkedRows {
    private final Map<String, List<Row>> rows;
    private final Map<Column, Map<Object, List<Row>>> byColumn = new HashMap<>();

    private record Column(String record, String field) {}

    /// @param rows by record; not to be changed any more
    public RowIndex(Map<String, List<Row>> rows) {
        this.rows = rows;
    }

    @Override
    public List<Row> find(String record, String field, Object value) {
        return byColumn.computeIfAbsent(new Column(record, field), this::index)
                .getOrDefault(Scalars.key(value), List.of());
    }

    private Map<Object, List<Row>> index(Column column) {
        Map<Object, List<Row>> index = new HashMap<>();
        for (Row row : rows.getOrDefault(column.record(), List.of())) {
            Object value = row.get(column.field());
            if (value != null) {
                index.computeIfAbsent(Scalars.key(value), ignored -> new ArrayList<>())
                        .add(row);
            }
        }
        return index;
    }
}
