package dev.parallax.server.engine;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.function.ObjLongConsumer;

/// The ids given to new rows: per record one more each time, never one twice, not even after a delete or a restart.
/// Confined to the writer.
final class Ids {
    private final Map<String, Long> last;
    private final Set<String> unsaved = new HashSet<>();

    Ids(Map<String, Long> last) {
        this.last = new HashMap<>(last);
    }

    long next(String record) {
        long id = last.getOrDefault(record, 0L) + 1;
        last.put(record, id);
        unsaved.add(record);
        return id;
    }

    /// What a transaction that fails goes back to.
    Map<String, Long> mark() {
        return Map.copyOf(last);
    }

    void resetTo(Map<String, Long> mark) {
        last.putAll(mark);
    }

    /// Hands out what changed since the last time.
    void save(ObjLongConsumer<String> saver) {
        unsaved.forEach(record -> saver.accept(record, last.getOrDefault(record, 0L)));
        unsaved.clear();
    }
}
