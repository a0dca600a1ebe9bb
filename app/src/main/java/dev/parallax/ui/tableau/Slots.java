package dev.parallax.ui.tableau;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/// Which place in every card's grid belongs to which post: the same on every card, so that eyes can compare cards.
///
/// A post keeps its place while it is known to anyone. New posts go to the end; a place whose post is gone
/// stays empty until enough of them have gathered, then all posts are put in order of their ids again.
final class Slots {
    /// Free places in the middle that are tolerated before everything moves up: a quarter, but not for a handful.
    private static final int FREE_MIN = 12;

    private static final int FREE_DIVISOR = 4;

    private long[] ids = new long[0];
    private boolean[] free = new boolean[0];
    private int freeCount;
    private final Map<Long, Integer> index = new HashMap<>();

    int count() {
        return ids.length;
    }

    /// The post that a place belongs to.
    long id(int slot) {
        return ids[slot];
    }

    /// Whether nobody knows the place's post any more.
    boolean isFree(int slot) {
        return free[slot];
    }

    /// The post's place, or -1.
    int slotOf(long id) {
        return index.getOrDefault(id, -1);
    }

    /// Gives the posts these places.
    void begin(long[] inOrder) {
        assign(inOrder.clone());
    }

    /// The posts in the order of their places.
    long[] ids() {
        return ids.clone();
    }

    /// Takes the ids that anyone knows now.
    ///
    /// @param settled whether eyes have got used to the places; before that, posts may move
    /// @return true if a place now belongs to another post or the number of places changed
    boolean update(Set<Long> known, boolean settled) {
        TreeSet<Long> fresh = new TreeSet<>();
        for (Long id : known) {
            if (!index.containsKey(id)) {
                fresh.add(id);
            }
        }
        freeCount = 0;
        for (int slot = 0; slot < ids.length; slot++) {
            free[slot] = !known.contains(ids[slot]);
            freeCount += free[slot] ? 1 : 0;
        }
        boolean tooManyFree = freeCount >= FREE_MIN && freeCount * FREE_DIVISOR >= ids.length;
        if (tooManyFree || (!settled && !fresh.isEmpty())) {
            assign(known.stream().mapToLong(Long::longValue).sorted().toArray());
            return true;
        }
        int kept = ids.length;
        while (kept > 0 && free[kept - 1]) {
            kept--;
        }
        if (fresh.isEmpty() && kept == ids.length) {
            return false;
        }
        long[] next = Arrays.copyOf(ids, kept + fresh.size());
        int slot = kept;
        for (Long id : fresh) {
            next[slot++] = id;
        }
        boolean[] stillFree = Arrays.copyOf(free, kept);
        assign(next);
        for (int old = 0; old < kept; old++) {
            free[old] = stillFree[old];
        }
        return true;
    }

    private void assign(long[] next) {
        ids = next;
        free = new boolean[next.length];
        index.clear();
        for (int slot = 0; slot < next.length; slot++) {
            index.put(next[slot], slot);
        }
    }
}
