package dev.parallax.oracle;

import dev.parallax.server.engine.LogEntry;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// When rows last changed, as far back as it remembers. It reads each log entry once, so that a client may be far
/// behind without the log being read again and again. Thread-safe.
final class RecentChanges {
    /// Rows that are remembered; beyond it the ones that changed longest ago are forgotten.
    static final int ROWS_LIMIT = 200_000;

    private record Key(String record, long id) {}

    /// The row that changed longest ago first.
    private final Map<Key, Long> newest = new LinkedHashMap<>();
    /// When any row of a record last changed.
    private final Map<String, Long> newestOfRecord = new HashMap<>();
    private long since;
    private long upTo;

    /// @param since every change newer than it is going to be added
    RecentChanges(long since) {
        this.since = since;
        this.upTo = since;
    }

    /// The newest version that was added: what is newer is missing.
    synchronized long upTo() {
        return upTo;
    }

    /// @param entries oldest first; those that were added before do no harm
    synchronized void add(List<LogEntry> entries) {
        for (LogEntry entry : entries) {
            long version = entry.change().version();
            if (version > upTo) {
                Key key = new Key(entry.change().record(), entry.change().id());
                newest.remove(key);
                newest.put(key, version);
                newestOfRecord.put(key.record(), version);
                upTo = version;
            }
        }
        Iterator<Long> oldest = newest.values().iterator();
        while (newest.size() > ROWS_LIMIT) {
            since = oldest.next();
            oldest.remove();
        }
    }

    /// Whether any row of the record changed after `version`, or nobody knows.
    synchronized boolean anyAfter(long version, String record) {
        return version < since || newestOfRecord.getOrDefault(record, since) > version;
    }

    /// When the row last changed; 0 if that is not remembered.
    synchronized long newest(String record, long id) {
        return newest.getOrDefault(new Key(record, id), 0L);
    }

    /// Whether the row changed after `version`, or nobody knows.
    synchronized boolean after(long version, String record, long id) {
        if (version < since) {
            return true;
        }
        Long changed = newest.get(new Key(record, id));
        return changed != null && changed > version;
    }
}
