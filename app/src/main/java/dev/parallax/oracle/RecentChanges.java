package dev.parallax.oracle;

import dev.parallax.server.engine.LogEntry;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// When rows last changed, as far back as the log was read. Immutable.
final class RecentChanges {
    private record Key(String record, long id) {}

    private final long since;
    private final Map<Key, Long> newest = new HashMap<>();

    /// @param since every change newer than it is in `entries`
    RecentChanges(long since, List<LogEntry> entries) {
        this.since = since;
        for (LogEntry entry : entries) {
            newest.merge(
                    new Key(entry.change().record(), entry.change().id()),
                    entry.change().version(),
                    Math::max);
        }
    }

    /// Whether the row changed after `version`, or nobody knows.
    boolean after(long version, String record, long id) {
        if (version < since) {
            return true;
        }
        Long changed = newest.get(new Key(record, id));
        return changed != null && changed > version;
    }
}
