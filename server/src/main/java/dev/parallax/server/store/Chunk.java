package dev.parallax.server.store;

import java.util.List;

/// What was read at once. Immutable.
///
/// @param isCut whether a limit ended it, so that there may be more behind its last item; then it has one
public record Chunk<T>(List<T> items, boolean isCut) {
    public Chunk {
        items = List.copyOf(items);
    }
}
