package dev.parallax.server.engine;

import dev.parallax.change.ScopedChange;
import java.util.List;

/// What a changelog client lacks. Immutable.
///
/// @param reset whether it must drop its rows and start its chain anew first
/// @param changes in version order, transactions whole
/// @param cursor where it stands when it has applied them
/// @param stateHash of its chain then, in lower-case hex
/// @param hasMore whether to ask again at once
public record Pulled(boolean reset, List<ScopedChange> changes, long cursor, String stateHash, boolean hasMore) {
    public Pulled {
        changes = List.copyOf(changes);
    }

    /// Whether there is nothing that the client does not know.
    public boolean isNothing() {
        return !reset && changes.isEmpty() && !hasMore;
    }
}
