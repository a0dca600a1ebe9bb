package dev.parallax.server.engine;

import java.util.List;

/// Entries of the log, oldest first. Immutable.
///
/// @param hasMore whether newer ones may follow the last; then there is a last
public record LogPage(List<LogEntry> entries, boolean hasMore) {
    public LogPage {
        entries = List.copyOf(entries);
    }
}
