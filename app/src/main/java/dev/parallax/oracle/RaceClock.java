package dev.parallax.oracle;

import dev.parallax.change.ChangeKind;
import dev.parallax.change.Row;
import dev.parallax.change.ScopedChange;
import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.client.Status;
import dev.parallax.oracle.RaceReport.Arrival;
import dev.parallax.oracle.RaceReport.Figures;
import dev.parallax.oracle.RaceReport.Heat;
import dev.parallax.oracle.RaceReport.State;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// Times the same changes at several clients of equal sessions: from the commit to the first state that a client
/// publishes in which the change shows. Plain code: what happens is told, with its time.
///
/// Each change is judged by what the client was *sent*, without its own pending edits. Whether a client that is live
/// and complete beyond a change shows it or not is final: then it has arrived or never will.
///
/// Not thread-safe.
final class RaceClock {
    /// More than a person compares; older changes are let go.
    static final int CHANGES_LIMIT = 500;
    /// A client may publish before the race hears of the commit; so many states are looked back at.
    private static final int STATES_LIMIT = 64;

    private record Published(ReplicaSnapshot snapshot, long at) {}

    private record Commit(long number, ScopedChange change) {}

    /// One client.
    private static final class Lane {
        private final Deque<Published> states = new ArrayDeque<>();
        private final Map<Commit, Arrival> arrivals = new HashMap<>();
        private final Map<Commit, Boolean> waiting = new LinkedHashMap<>();
        private long last;
    }

    private final String record;
    private final Map<Integer, Lane> lanes = new LinkedHashMap<>();
    private final Deque<Commit> commits = new ArrayDeque<>();
    private long committed;

    /// @param record whose changes are timed
    RaceClock(String record) {
        this.record = record;
    }

    /// A client that takes part from now on.
    void join(int lane) {
        lanes.computeIfAbsent(lane, fresh -> new Lane());
    }

    /// A change that the session may see was committed.
    void committed(ScopedChange change) {
        if (!change.record().equals(record)) {
            return;
        }
        Commit commit = new Commit(++committed, change);
        commits.addLast(commit);
        lanes.values().forEach(lane -> begin(lane, commit));
        if (commits.size() > CHANGES_LIMIT) {
            Commit oldest = commits.removeFirst();
            lanes.values().forEach(lane -> {
                lane.arrivals.remove(oldest);
                lane.waiting.remove(oldest);
            });
        }
    }

    private static void begin(Lane lane, Commit commit) {
        if (commit.change().kind() == ChangeKind.DELETE && !mayShow(lane, commit.change())) {
            // There is nothing to let go of.
            lane.arrivals.put(commit, Arrival.SKIPPED);
            return;
        }
        boolean away = false;
        for (Published state : lane.states) {
            if (state.at() < commit.change().version()) {
                // What it was like at the commit.
                away = state.snapshot().status() != Status.LIVE;
            }
        }
        lane.waiting.put(commit, away);
        for (Published state : lane.states) {
            if (state.at() >= commit.change().version() && settle(lane, commit, away, state)) {
                lane.waiting.remove(commit);
                return;
            }
        }
    }

    /// Whether a client shows the row, or may yet.
    private static boolean mayShow(Lane lane, ScopedChange change) {
        boolean expected = lane.waiting.keySet().stream()
                .map(Commit::change)
                .anyMatch(other -> other.id() == change.id() && other.kind() != ChangeKind.DELETE);
        return expected
                || lane.states.stream()
                        .map(Published::snapshot)
                        .anyMatch(state -> state.table(change.record())
                                .findSynced(change.id())
                                .isPresent());
    }

    /// A client shows another state.
    ///
    /// @param at microseconds since the epoch, as versions are
    void published(int number, ReplicaSnapshot snapshot, long at) {
        Lane lane = lanes.get(number);
        if (lane == null) {
            return;
        }
        Published state = new Published(snapshot, at);
        lane.states.addLast(state);
        if (lane.states.size() > STATES_LIMIT) {
            lane.states.removeFirst();
        }
        boolean live = snapshot.status() == Status.LIVE;
        for (Iterator<Map.Entry<Commit, Boolean>> each = lane.waiting.entrySet().iterator(); each.hasNext(); ) {
            Map.Entry<Commit, Boolean> entry = each.next();
            if (!live) {
                entry.setValue(true);
            }
            if (settle(lane, entry.getKey(), entry.getValue(), state)) {
                each.remove();
            }
        }
    }

    /// @return whether nothing more is to be waited for
    private static boolean settle(Lane lane, Commit commit, boolean away, Published state) {
        ScopedChange change = commit.change();
        ReplicaSnapshot snapshot = state.snapshot();
        Row row = snapshot.table(change.record()).findSynced(change.id()).orElse(null);
        boolean gone = change.kind() == ChangeKind.DELETE;
        // Half loaded, a client lacks rows for reasons of its own.
        boolean whole = snapshot.status() == Status.LIVE && snapshot.version() > 0;
        boolean complete = whole && snapshot.version() >= change.version();
        boolean shown = lane.states.stream()
                .anyMatch(before -> before.at() <= state.at()
                        && before.snapshot()
                                .table(change.record())
                                .findSynced(change.id())
                                .isPresent());
        boolean arrived = gone
                ? row == null ? whole && shown : row.version() > change.version()
                : row != null && row.version() >= change.version();
        if (arrived) {
            long micros = Math.max(0, state.at() - change.version());
            lane.arrivals.put(commit, new Arrival(State.ARRIVED, micros, away));
            lane.last = micros;
            return true;
        }
        if (row == null && complete) {
            lane.arrivals.put(commit, Arrival.SKIPPED);
            return true;
        }
        return false;
    }

    /// Forgets all changes; the clients stay.
    void reset() {
        commits.clear();
        committed = 0;
        lanes.values().forEach(lane -> {
            lane.arrivals.clear();
            lane.waiting.clear();
            lane.last = 0;
        });
    }

    RaceReport report() {
        List<Heat> heats = new ArrayList<>();
        for (Commit commit : commits) {
            Map<Integer, Arrival> arrivals = new LinkedHashMap<>();
            lanes.forEach((number, lane) -> arrivals.put(number, lane.arrivals.getOrDefault(commit, Arrival.WAITING)));
            ScopedChange change = commit.change();
            heats.add(
                    new Heat(commit.number(), change.kind(), change.record(), change.id(), change.version(), arrivals));
        }
        Map<Integer, Figures> figures = new LinkedHashMap<>();
        lanes.forEach((number, lane) -> figures.put(number, figures(lane)));
        return new RaceReport(heats, figures, committed);
    }

    private static Figures figures(Lane lane) {
        long[] micros = lane.arrivals.values().stream()
                .filter(arrival -> arrival.state() == State.ARRIVED)
                .mapToLong(Arrival::micros)
                .sorted()
                .toArray();
        return new Figures(
                micros.length,
                lane.waiting.size(),
                lane.arrivals.size() - micros.length,
                lane.last,
                percentile(micros, 50),
                percentile(micros, 95));
    }

    /// The smallest value that so many of a hundred do not exceed.
    static long percentile(long[] sorted, int percent) {
        return sorted.length == 0 ? 0 : sorted[(sorted.length * percent + 99) / 100 - 1];
    }
}
