package dev.parallax.client;

import dev.parallax.change.Row;
import java.util.List;
import java.util.UUID;

/// One thing to be different in a device's storage. Immutable. What a `Drop` names need not be there.
public sealed interface StorageChange {
    /// Adds a local edit behind the others, or replaces the one with the same request id where it stands.
    record PutOverlay(PendingWrite write) implements StorageChange {}

    record DropOverlay(UUID requestId) implements StorageChange {}

    record ClearOverlays() implements StorageChange {}

    /// What a temporary id became.
    record PutRealId(long temporaryId, long realId) implements StorageChange {}

    record DropRealId(long temporaryId) implements StorageChange {}

    /// Puts synced rows, each in place of the one with its record and id.
    record PutRows(List<Row> rows) implements StorageChange {
        public PutRows {
            rows = List.copyOf(rows);
        }
    }

    record DropRows(String record, List<Long> ids) implements StorageChange {
        public DropRows {
            ids = List.copyOf(ids);
        }
    }

    /// All synced rows of a record.
    record ClearRows(String record) implements StorageChange {}

    /// All synced rows.
    record ClearAllRows() implements StorageChange {}

    /// Anything else under a name, such as `timestamp.Post`.
    record PutValue(String name, String value) implements StorageChange {}

    record DropValue(String name) implements StorageChange {}
}
