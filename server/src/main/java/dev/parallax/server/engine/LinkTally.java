package dev.parallax.server.engine;

import dev.parallax.policy.LinkQuestion;
import dev.parallax.policy.SessionValues;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// How many paths count at each key, for one question and the session values that it asks, as of the last publication.
/// Every path counted is one more reason: a key where two count keeps its answer when one goes. Confined to the lock of
/// its [Audiences].
final class LinkTally {
    /// What a tally is of. Immutable.
    ///
    /// @param asked by [LinkQuestion#asked]
    record Key(LinkQuestion question, SessionValues asked) {}

    private final Key key;
    private final Map<Object, Long> counts;
    /// Where the publication in progress turned the answer over, and the version of the newest change that did it.
    private final Map<Object, Long> turned = new HashMap<>();

    private final Map<String, Set<Audience>> audiences = new HashMap<>();

    LinkTally(Key key, Map<Object, Long> counts) {
        this.key = key;
        this.counts = new HashMap<>(counts);
        this.counts.values().removeIf(count -> count <= 0);
    }

    Key key() {
        return key;
    }

    LinkQuestion question() {
        return key.question();
    }

    SessionValues asked() {
        return key.asked();
    }

    Map<Object, Long> counts() {
        return counts;
    }

    /// Whether the `exists` holds at a key.
    boolean holds(@Nullable Object asking) {
        return asking != null && counts.containsKey(asking);
    }

    /// Whether it did before the publication in progress.
    boolean held(@Nullable Object asking) {
        return turned.containsKey(asking) ? !holds(asking) : holds(asking);
    }

    Map<Object, Long> turned() {
        return turned;
    }

    /// Some paths come or go.
    ///
    /// @return false if fewer would be left than none: then the tally is wrong, and unchanged
    boolean add(Object asking, long paths, long version) {
        long before = counts.getOrDefault(asking, 0L);
        long after = before + paths;
        if (after < 0) {
            return false;
        }
        if (after == 0) {
            counts.remove(asking);
        } else {
            counts.put(asking, after);
        }
        if ((before > 0) != (after > 0)) {
            turned.put(asking, version);
        }
        return true;
    }

    /// Counted anew.
    void replace(Map<Object, Long> counted, long version) {
        Set<Object> before = new LinkedHashSet<>(counts.keySet());
        counts.clear();
        counted.forEach((asking, count) -> {
            if (count > 0) {
                counts.put(asking, count);
            }
        });
        Set<Object> all = new LinkedHashSet<>(before);
        all.addAll(counts.keySet());
        for (Object asking : all) {
            if (before.contains(asking) != holds(asking)) {
                turned.put(asking, version);
            }
        }
    }

    /// The audiences of a record that ask this.
    Set<Audience> audiences(String record) {
        return audiences.getOrDefault(record, Set.of());
    }

    void join(String record, Audience audience) {
        audiences.computeIfAbsent(record, name -> new LinkedHashSet<>()).add(audience);
    }

    void leave(String record, Audience audience) {
        Set<Audience> left = audiences.get(record);
        if (left != null && left.remove(audience) && left.isEmpty()) {
            audiences.remove(record);
        }
    }

    boolean isUsed() {
        return !audiences.isEmpty();
    }
}
