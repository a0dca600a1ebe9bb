package dev.parallax.policy;

import dev.parallax.change.Change;
import dev.parallax.change.Row;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A state of the data that differs from another one in some rows: the one before changes, seen from after them.
/// Confined to its thread.
public final class OverlaidRows implements LinkedRows {
    private final LinkedRows base;
    private final Map<String, Map<Long, @Nullable Row>> overlaid = new HashMap<>();

    public OverlaidRows(LinkedRows base) {
        this.base = base;
    }

    /// The state before changes, given the one after them.
    ///
    /// @param changes at most one for each row
    public static OverlaidRows before(List<Change> changes, LinkedRows after) {
        OverlaidRows before = new OverlaidRows(after);
        changes.forEach(change -> before.put(change.record(), change.id(), change.before()));
        return before;
    }

    /// @param row null if it does not exist
    public void put(String record, long id, @Nullable Row row) {
        overlaid.computeIfAbsent(record, name -> new HashMap<>()).put(id, row);
    }

    @Override
    public List<Row> find(String record, String field, Object value) {
        Map<Long, @Nullable Row> rows = overlaid.getOrDefault(record, Map.of());
        List<Row> found = new ArrayList<>();
        for (Row row : base.find(record, field, value)) {
            if (!rows.containsKey(row.id())) {
                found.add(row);
            }
        }
        for (Row row : rows.values()) {
            Object other = row == null ? null : row.get(field);
            if (row != null && other != null && Scalars.areEqual(other, value)) {
                found.add(row);
            }
        }
        return found;
    }
}
