package dev.parallax.client;

import dev.parallax.change.Row;
import dev.parallax.change.RowShape;
import dev.parallax.schema.Field;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Local edits of one table, applied in order over its synced rows. Immutable.
///
/// @param shown the rows as a person sees them
/// @param pendingIds rows that an edit touches
record Overlay(RowSet shown, Set<Long> pendingIds) {
    private static final String ID = "id";

    static Overlay of(String record, RowSet synced, List<PendingWrite> writes) {
        List<PendingWrite> concerned =
                writes.stream().filter(write -> write.record().equals(record)).toList();
        if (concerned.isEmpty()) {
            return new Overlay(synced, Set.of());
        }
        TreeMap<Long, Optional<Row>> edited = new TreeMap<>();
        Set<Long> ids = new LinkedHashSet<>();
        for (PendingWrite write : concerned) {
            ids.add(write.id());
            Row before = edited.containsKey(write.id()) ? edited.get(write.id()).orElse(null) : synced.find(write.id());
            switch (write.kind()) {
                case CREATE -> edited.put(write.id(), Optional.of(created(write, synced)));
                case UPDATE -> {
                    if (before != null) {
                        edited.put(write.id(), Optional.of(before.with(known(before.shape(), write.fields()))));
                    }
                }
                case DELETE -> edited.put(write.id(), Optional.empty());
            }
        }
        return new Overlay(synced.with(edited), Set.copyOf(ids));
    }

    /// A row that the server has not seen looks like its neighbours; what only the server decides is null.
    private static Row created(PendingWrite write, RowSet synced) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>(write.fields());
        values.put(ID, write.id());
        values.putIfAbsent(Field.UPDATED_AT.name(), write.version());
        RowShape shape = synced.list().isEmpty()
                ? new RowShape(write.record(), List.copyOf(values.keySet()), ID)
                : synced.list().getFirst().shape();
        List<@Nullable Object> ordered = new ArrayList<>(shape.fields().size());
        for (String field : shape.fields()) {
            ordered.add(values.get(field));
        }
        return new Row(shape, ordered);
    }

    private static Map<String, @Nullable Object> known(RowShape shape, Map<String, @Nullable Object> fields) {
        Map<String, @Nullable Object> known = new LinkedHashMap<>(fields);
        known.keySet().removeIf(field -> shape.indexOf(field) < 0 || field.equals(ID));
        return known;
    }
}
