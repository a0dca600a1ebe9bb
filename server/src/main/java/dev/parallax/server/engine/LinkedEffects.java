package dev.parallax.server.engine;

import dev.parallax.change.Row;
import dev.parallax.policy.PathChange;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What a transaction did to rows that it did not change: to those whose query permission asks about rows that it did.
/// The same for every session; what it is for one follows from the paths that count for it. Immutable.
///
/// @param paths made and broken, of every question
/// @param uncounted the questions for which there are too many paths to be told
/// @param asking by record, the rows that ask at a key where a path was made or broken
record LinkedEffects(List<PathChange> paths, Set<String> uncounted, Map<String, Asking> asking) {
    static final LinkedEffects NONE = new LinkedEffects(List.of(), Set.of(), Map.of());

    LinkedEffects {
        paths = List.copyOf(paths);
        uncounted = Set.copyOf(uncounted);
        asking = Map.copyOf(asking);
    }

    /// @param rows as they are after the transaction, without those that it changed
    /// @param isTooMany whether there are more than can be told one by one; then there are none here
    record Asking(List<Row> rows, boolean isTooMany) {
        static final Asking TOO_MANY = new Asking(List.of(), true);

        Asking {
            rows = List.copyOf(rows);
        }
    }

    boolean isNothing() {
        return paths.isEmpty() && uncounted.isEmpty();
    }
}
