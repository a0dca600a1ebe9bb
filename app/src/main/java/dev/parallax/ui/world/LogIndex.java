package dev.parallax.ui.world;

import dev.parallax.change.Change;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The newest changes of each row, so that a row's history costs reading only what the log grew by since the last
/// question. Thread-safe.
final class LogIndex {
    /// As many as a person reads.
    static final int CHANGES_OF_ROW_LIMIT = 50;
    /// Of a world with more rows, those that changed longest ago are forgotten.
    static final int ROWS_LIMIT = 20_000;

    private static final int PAGE_SIZE = 1_000;

    private final Map<Key, Deque<Change>> rows = new LinkedHashMap<>(16, 0.75f, true);
    private long seen;

    /// The log, page by page.
    @FunctionalInterface
    interface Log {
        /// Changes newer than `after`, oldest first, at most `limit`.
        List<Change> read(long after, int limit);
    }

    private record Key(String record, long id) {}

    /// The newest changes of a row, newest first.
    synchronized List<Change> history(String record, long id, Log log) {
        catchUp(log);
        Deque<Change> changes = rows.get(new Key(record, id));
        return changes == null ? List.of() : new ArrayList<>(changes);
    }

    private void catchUp(Log log) {
        List<Change> page;
        do {
            page = log.read(seen, PAGE_SIZE);
            page.forEach(this::add);
        } while (page.size() == PAGE_SIZE);
    }

    private void add(Change change) {
        seen = Math.max(seen, change.version());
        Deque<Change> changes = rows.computeIfAbsent(new Key(change.record(), change.id()), key -> new ArrayDeque<>());
        changes.addFirst(change);
        if (changes.size() > CHANGES_OF_ROW_LIMIT) {
            changes.removeLast();
        }
        if (rows.size() > ROWS_LIMIT) {
            rows.remove(rows.keySet().iterator().next());
        }
    }
}
