package dev.parallax.ui.acting;

import java.util.HashMap;
import java.util.Map;

/// What became of rows that were deleted and made again: a row that is made again gets another id, and what was done to
/// it before is undone under that. FX thread only.
final class RowIds {
    private final Map<Long, Long> next = new HashMap<>();

    /// The row that had this id has that one now.
    void renamed(long before, long after) {
        long newest = now(before);
        if (newest != after) {
            next.put(newest, after);
        }
    }

    /// The id under which a row is known now.
    long now(long id) {
        long known = id;
        for (Long after = next.get(known); after != null; after = next.get(known)) {
            known = after;
        }
        return known;
    }
}
