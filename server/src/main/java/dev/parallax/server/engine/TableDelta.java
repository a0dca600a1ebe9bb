package dev.parallax.server.engine;

import dev.parallax.change.Row;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/// What a client lacks of one view, up to a version. Immutable.
///
/// @param created rows that were not in the view at the cursor, in version order
/// @param updated rows that were, and have changed since, in version order
/// @param removed ids of rows that left the view
/// @param permissionHash to be handed in with the next cursor
/// @param version up to which the client is complete once it has applied this
/// @param state the newest change in the state that was read: what a stream hears of changes up to it is in here
///     already. It depends on what the session may not see, so it is never sent
/// @param reset whether the client must drop all its rows of the view first; then all rows are `created`
/// @param hasMore whether to ask again with `version` as the cursor
public record TableDelta(
        List<Row> created,
        List<Row> updated,
        List<Long> removed,
        String permissionHash,
        long version,
        long state,
        boolean reset,
        boolean hasMore) {
    public TableDelta {
        created = List.copyOf(created);
        updated = List.copyOf(updated);
        removed = List.copyOf(removed);
    }

    /// How many rows and removals it holds.
    public int size() {
        return created.size() + updated.size() + removed.size();
    }

    static TableDelta of(
            List<TableChanges.Item> items,
            String permissionHash,
            long version,
            long state,
            boolean reset,
            boolean hasMore) {
        List<Row> created = new ArrayList<>();
        List<Row> updated = new ArrayList<>();
        Set<Long> removed = new LinkedHashSet<>();
        for (TableChanges.Item item : items) {
            switch (item) {
                case TableChanges.Put put -> (put.wasVisible() ? updated : created).add(put.row());
                case TableChanges.Removal removal -> removed.add(removal.id());
            }
        }
        // A row that was hidden for a while and is back is just a row.
        created.forEach(row -> removed.remove(row.id()));
        updated.forEach(row -> removed.remove(row.id()));
        return new TableDelta(created, updated, List.copyOf(removed), permissionHash, version, state, reset, hasMore);
    }
}
