package dev.parallax.oracle;

import java.util.List;

/// How long it took until clients had what they may see, and until they had let go of what they may not. Immutable;
/// all times in microseconds since the commit.
///
/// @param lines for each dialect and kind that was met
/// @param held revoked rows that clients hold at this moment, the longest held first
/// @param longest the revocations that took longest, of those that are over
/// @param watched clients whose every change is timed
/// @param clients that there are
public record LeakClockReport(List<Line> lines, List<Exposure> held, List<Exposure> longest, int watched, int clients) {
    public static final LeakClockReport NONE = new LeakClockReport(List.of(), List.of(), List.of(), 0, 0);

    public LeakClockReport {
        lines = List.copyOf(lines);
        held = List.copyOf(held);
        longest = List.copyOf(longest);
    }

    /// What is timed.
    public enum Kind {
        /// From the commit until the client shows the row as it is.
        VISIBLE,
        /// From the commit that took the row away until the client let go of it.
        PURGED,
        /// The same of clients that were cut off, dead or catching up meanwhile.
        PURGED_AWAY
    }

    /// @param dialect its name
    public record Line(String dialect, Kind kind, long count, long p50, long p95, long p99, long max) {}

    /// A row that a client held after it was revoked.
    ///
    /// @param version of the change that revoked it
    /// @param micros how long, up to now or to its end
    /// @param away whether the client was not live all the time
    public record Exposure(
            int client, String dialect, String record, long id, long version, long micros, boolean away) {}
}
