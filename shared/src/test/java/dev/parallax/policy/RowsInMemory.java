package dev.parallax.policy;

import dev.parallax.change.Row;
import dev.parallax.change.RowShape;
import dev.parallax.schema.Field;
import dev.parallax.schema.RecordType;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Linked rows for tests, by record name. Finds by scanning, with SQL's equality.
public record RowsInMemory(Map<String, List<Row>> rows) implements LinkedRows {
    public RowsInMemory {
        rows = Map.copyOf(rows);
    }

    @Override
    public Iterable<Row> find(String record, String field, Object value) {
        List<Row> found = new ArrayList<>();
        for (Row row : rows.getOrDefault(record, List.of())) {
            Object candidate = row.get(field);
            if (candidate != null && Scalars.areEqual(candidate, value)) {
                found.add(row);
            }
        }
        return found;
    }

    /// The shape of a record's rows: its fields in order, then `updatedAt`.
    public static RowShape shape(RecordType record) {
        List<String> fields = new ArrayList<>();
        record.fields().forEach(field -> fields.add(field.name()));
        fields.add(Field.UPDATED_AT.name());
        return new RowShape(record.name(), fields, record.idField());
    }

    /// A row with these values; a field without one is null.
    public static Row row(RecordType record, Map<String, ? extends @Nullable Object> values, long version) {
        RowShape shape = shape(record);
        List<@Nullable Object> ordered = new ArrayList<>();
        for (String field : shape.fields()) {
            ordered.add(field.equals(Field.UPDATED_AT.name()) ? Long.valueOf(version) : values.get(field));
        }
        return new Row(shape, ordered);
    }
}
