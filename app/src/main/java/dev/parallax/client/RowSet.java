package dev.parallax.client;

import dev.parallax.change.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Rows of one table by id. Immutable, thread-safe: one sorted array, so that a change costs one copy and a
/// snapshot nothing.
final class RowSet {
    static final RowSet EMPTY = new RowSet(new Row[0]);

    private final Row[] sorted;
    private final List<Row> list;

    private RowSet(Row[] sorted) {
        this.sorted = sorted;
        this.list = Collections.unmodifiableList(Arrays.asList(sorted));
    }

    /// Sorted by id.
    List<Row> list() {
        return list;
    }

    @Nullable
    Row find(long id) {
        return TableSnapshot.find(list, id);
    }

    /// @param changes by id: the row to put, or nothing to remove
    /// @return this object if nothing changes
    RowSet with(NavigableMap<Long, Optional<Row>> changes) {
        if (changes.entrySet().stream().allMatch(this::holds)) {
            return this;
        }
        List<Row> merged = new ArrayList<>(sorted.length + changes.size());
        int index = 0;
        for (Map.Entry<Long, Optional<Row>> change : changes.entrySet()) {
            long id = change.getKey();
            while (index < sorted.length && sorted[index].id() < id) {
                merged.add(sorted[index++]);
            }
            if (index < sorted.length && sorted[index].id() == id) {
                index++;
            }
            change.getValue().ifPresent(merged::add);
        }
        merged.addAll(list.subList(index, sorted.length));
        return new RowSet(merged.toArray(Row[]::new));
    }

    private boolean holds(Map.Entry<Long, Optional<Row>> change) {
        Row held = find(change.getKey());
        return change.getValue().map(row -> row.equals(held)).orElse(held == null);
    }
}
