package dev.parallax.policy;

import dev.parallax.change.Row;
import dev.parallax.change.RowShape;
import dev.parallax.schema.Field;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A row, a session and the linked rows, as they would be after some steps. Confined to its thread.
record FlipWorld(Row row, SessionValues session, LinkedRows linked) {
    /// The version of rows that are written: newer than every other.
    static final long LATER = (1L << 53) - 1;

    FlipWorld after(Schema schema, List<FlipStep> steps) {
        OverlaidRows rows = new OverlaidRows(linked);
        Map<String, @Nullable Object> values = new LinkedHashMap<>(session.values());
        // A row may change in several fields; what the overlay has is the newest of it.
        Map<List<Object>, Row> changed = new HashMap<>();
        changed.put(key(row), row);
        for (FlipStep step : steps) {
            switch (step) {
                case FlipStep.SetSession set -> values.put(set.field(), set.to());
                case FlipStep.RemoveRow gone ->
                    rows.put(gone.row().record(), gone.row().id(), null);
                case FlipStep.AddRow add -> {
                    Row added = added(schema.require(add.record()), add.id(), add.values());
                    changed.put(key(added), added);
                    rows.put(add.record(), add.id(), added);
                }
                case FlipStep.SetField set -> {
                    Row before = changed.get(List.of(set.record(), set.id()));
                    if (before == null) {
                        before = find(schema, set);
                    }
                    if (before != null) {
                        Row after = before.with(Collections.singletonMap(set.field(), set.to()))
                                .with(Map.of(Field.UPDATED_AT.name(), LATER));
                        changed.put(key(after), after);
                        rows.put(set.record(), set.id(), after);
                    }
                }
            }
        }
        Row own = changed.get(key(row));
        return new FlipWorld(own == null ? row : own, new SessionValues(values), rows);
    }

    private static List<Object> key(Row row) {
        return List.of(row.record(), row.id());
    }

    private @Nullable Row find(Schema schema, FlipStep.SetField set) {
        String idField = schema.require(set.record()).idField();
        for (Row found : linked.find(set.record(), idField, set.id())) {
            return found;
        }
        return null;
    }

    /// A row as it would be inserted.
    static Row added(RecordType type, long id, Map<String, @Nullable Object> values) {
        List<String> names = new ArrayList<>();
        List<@Nullable Object> ordered = new ArrayList<>();
        for (Field field : type.fields()) {
            names.add(field.name());
            ordered.add(field.name().equals(type.idField()) ? (Long) id : values.get(field.name()));
        }
        names.add(Field.UPDATED_AT.name());
        ordered.add(LATER);
        return new Row(new RowShape(type.name(), names, type.idField()), ordered);
    }
}
