package dev.parallax.change;

import java.util.List;

/// A committed transaction: its changes reach a client together or not at all. Immutable.
///
/// @param version of the last change
/// @param changes at most one for each row, in version order
public record Commit(long version, List<Change> changes) {
    public Commit {
        changes = List.copyOf(changes);
    }
}
