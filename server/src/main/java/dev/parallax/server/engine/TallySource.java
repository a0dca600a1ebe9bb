package dev.parallax.server.engine;

import dev.parallax.server.store.LinkQueries;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;

/// Counts paths in some committed state of the database, the newest or nearly so.
@FunctionalInterface
interface TallySource {
    /// For audiences whose permissions ask about no links.
    TallySource NONE = keys -> {
        throw new IllegalStateException("there is nothing to count paths in");
    };

    Counted count(Collection<LinkTally.Key> keys);

    /// @param version of the newest change in the state
    record Counted(long version, Map<LinkTally.Key, Map<Object, Long>> counts) {
        static Counted in(LinkQueries state, long version, Collection<LinkTally.Key> keys) {
            Map<LinkTally.Key, Map<Object, Long>> counts = new HashMap<>();
            keys.forEach(key -> counts.put(key, state.counts(key.question(), key.asked())));
            return new Counted(version, counts);
        }
    }
}
