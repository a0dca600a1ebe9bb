package dev.parallax.ui.tableau;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/// How many cards hold each post, and on how many it still fades out: while either is above zero the
/// post keeps its place.
final class Holders {
    private static final class Count {
        int held;
        int fading;
    }

    private final Map<Long, Count> counts = new HashMap<>();
    private Set<Long> expected = Set.of();
    private boolean changed;

    void hold(long id) {
        count(id).held++;
    }

    void letGo(long id) {
        count(id).held--;
        dropIfUnused(id);
    }

    void fade(long id) {
        count(id).fading++;
    }

    void faded(long id) {
        count(id).fading--;
        dropIfUnused(id);
    }

    int holding(long id) {
        Count count = counts.get(id);
        return count == null ? 0 : count.held;
    }

    /// Posts that nobody need hold to keep a place.
    void expect(Set<Long> ids) {
        changed |= !ids.equals(expected);
        expected = ids;
    }

    Set<Long> known() {
        if (expected.isEmpty()) {
            return counts.keySet();
        }
        Set<Long> known = new HashSet<>(counts.keySet());
        known.addAll(expected);
        return known;
    }

    /// Whether the set of known posts changed since this was last asked.
    boolean takeChanged() {
        boolean result = changed;
        changed = false;
        return result;
    }

    private Count count(long id) {
        return counts.computeIfAbsent(id, any -> {
            changed = true;
            return new Count();
        });
    }

    private void dropIfUnused(long id) {
        Count count = count(id);
        if (count.held <= 0 && count.fading <= 0) {
            counts.remove(id);
            changed = true;
        }
    }
}
