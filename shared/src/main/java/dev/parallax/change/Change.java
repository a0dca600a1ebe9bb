package dev.parallax.change;

import org.jspecify.annotations.Nullable;

/// What one transaction did to one row: the row before the transaction against the row after it. What happened
/// in between was never visible to anyone. Immutable.
///
/// @param version that of the row's last change in the transaction; strictly greater than every earlier one
/// @param transaction the version of the transaction's last change: the same for all its changes
/// @param before null if the row did not exist
/// @param after null if the row no longer exists
/// @param actor who did it, in words (the session's fields, or `seed`); null if unknown
public record Change(
        long version,
        long transaction,
        String record,
        long id,
        @Nullable Row before,
        @Nullable Row after,
        @Nullable String actor) {
    public Change {
        if (before == null && after == null) {
            throw new IllegalArgumentException("a change needs the row before it or the row after it");
        }
    }
}
