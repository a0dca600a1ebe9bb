package dev.parallax.server.engine;

import java.util.List;

/// Entries of the log, oldest first. Immutable.
///
/// @param floor up to which the log was pruned: what is older is not there any more
/// @param hasMore whether newer ones may follow the last; then there is a last
public record LogPage(List<LogEntry> entries, long floor, boolean hasMore) {
    public LogPage {
        entries = List.copyOf(entries);
    }
}
