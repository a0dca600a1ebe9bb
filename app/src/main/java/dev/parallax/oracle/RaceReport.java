package dev.parallax.oracle;

import dev.parallax.change.ChangeKind;
import java.util.List;
import java.util.Map;

/// How several clients fared with the same changes. Immutable; times in microseconds since the commit.
///
/// @param changes the newest, oldest first
/// @param lanes figures by client number, over those changes
/// @param committed changes in all, also those that are not among them any more
public record RaceReport(List<Heat> changes, Map<Integer, Figures> lanes, long committed) {
    public static final RaceReport NONE = new RaceReport(List.of(), Map.of(), 0);

    public RaceReport {
        changes = List.copyOf(changes);
        lanes = Map.copyOf(lanes);
    }

    /// What became of a change at a client.
    public enum State {
        /// It is not there yet.
        WAITING,
        /// The client shows the row as the change left it or newer, or has let go of it.
        ARRIVED,
        /// It never shows: a later change overtook it, or the client does not ask for such rows.
        SKIPPED
    }

    /// @param micros of an arrival; 0 for what did not arrive
    /// @param away whether the client was not live all the time
    public record Arrival(State state, long micros, boolean away) {
        static final Arrival WAITING = new Arrival(State.WAITING, 0, false);
        static final Arrival SKIPPED = new Arrival(State.SKIPPED, 0, false);
    }

    /// One change and all clients.
    ///
    /// @param number from 1, in the order of the commits
    /// @param kind what it is for the session
    /// @param arrivals by client number
    public record Heat(
            long number, ChangeKind kind, String record, long id, long version, Map<Integer, Arrival> arrivals) {
        public Heat {
            arrivals = Map.copyOf(arrivals);
        }

        /// Whether nobody is waited for any more.
        public boolean isOver() {
            return arrivals.values().stream().noneMatch(arrival -> arrival.state() == State.WAITING);
        }
    }

    /// @param last of the newest change that arrived; 0, as p50 and p95, if none did
    public record Figures(long arrived, long waiting, long skipped, long last, long p50, long p95) {
        public static final Figures NONE = new Figures(0, 0, 0, 0, 0, 0);
    }
}
