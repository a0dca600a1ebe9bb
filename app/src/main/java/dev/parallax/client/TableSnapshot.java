package dev.parallax.client;

import dev.parallax.change.Row;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One table of a client at one moment. Immutable; unchanged tables are the same object from snapshot to snapshot.
///
/// @param synced what the server sent, sorted by id
/// @param shown `synced` with the pending local edits applied, sorted by id; the same list when there are none
/// @param pendingIds ids of rows that a pending local edit touches
/// @param lastSeen the version up to which the table is complete, or null before the first page
/// @param permissionHash what the server said with the last page, or null
public record TableSnapshot(
        String record,
        List<Row> synced,
        List<Row> shown,
        Set<Long> pendingIds,
        @Nullable Long lastSeen,
        @Nullable String permissionHash) {
    /// A table that the client knows nothing about.
    public static TableSnapshot empty(String record) {
        return new TableSnapshot(record, List.of(), List.of(), Set.of(), null, null);
    }

    /// The row as the server sent it.
    public Optional<Row> findSynced(long id) {
        return Optional.ofNullable(find(synced, id));
    }

    /// The row with the pending local edits applied.
    public Optional<Row> findShown(long id) {
        return Optional.ofNullable(find(shown, id));
    }

    /// @param sorted by id
    static @Nullable Row find(List<Row> sorted, long id) {
        int low = 0;
        int high = sorted.size() - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            Row row = sorted.get(middle);
            if (row.id() == id) {
                return row;
            }
            if (row.id() < id) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return null;
    }

    /// Whether a local edit of the row waits for the server.
    public boolean isPending(long id) {
        return pendingIds.contains(id);
    }
}
