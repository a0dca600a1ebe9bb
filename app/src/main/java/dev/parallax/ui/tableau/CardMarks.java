package dev.parallax.ui.tableau;

import java.util.Set;

/// Posts of one card that need a mark beyond their own state. Immutable.
///
/// @param pending touched by a local edit that waits for the server
/// @param overwritten this client's write was written over by a later one
/// @param leaked held, but not permitted
/// @param missing permitted, but not held
/// @param stale held with other content than it has
public record CardMarks(
        Set<Long> pending, Set<Long> overwritten, Set<Long> leaked, Set<Long> missing, Set<Long> stale) {
    /// Nothing to mark.
    public static final CardMarks NONE = new CardMarks(Set.of(), Set.of(), Set.of(), Set.of(), Set.of());

    /// Only local edits to mark.
    public static CardMarks pending(Set<Long> ids) {
        return ids.isEmpty() ? NONE : new CardMarks(ids, Set.of(), Set.of(), Set.of(), Set.of());
    }
}
