package dev.parallax.oracle;

import dev.parallax.change.Version;
import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.oracle.LeakClockReport.Exposure;
import dev.parallax.oracle.LeakClockReport.Kind;
import dev.parallax.oracle.LeakClockReport.Line;
import dev.parallax.server.Inspection;
import dev.parallax.server.engine.Subscription;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import org.HdrHistogram.Histogram;

/// Times every change on its way to every client: commit to visible, and revoked to purged. Thread-safe.
///
/// What a session's streams are told at a commit, this is told at the same time; the time ends when the client
/// publishes a state that agrees. So it sees what no client could tell of itself: that it should have let go of
/// a row and has not.
public final class LeakClock implements AutoCloseable {
    /// Clients that are watched: each costs a subscription.
    public static final int CLIENTS_LIMIT = 500;

    private static final int LONGEST_LIMIT = 50;
    private static final long HIGHEST_MICROS = 3_600_000_000L;
    private static final int DIGITS = 3;

    private final Inspection inspection;
    private final InstantSource clock;
    private final Executor readers;
    private final Map<Integer, WatchedClient> watched = new ConcurrentHashMap<>();
    private final Map<Integer, Subscription> subscriptions = new HashMap<>();
    private final Times times;
    private volatile boolean closed;

    /// @param clock the one that versions come from
    /// @param readers runs what reads the database
    /// @param onPurged told of each revoked row that a client has let go of, on the thread that noticed it and
    ///     within locks, so it must only take note
    public LeakClock(Inspection inspection, InstantSource clock, Executor readers, Consumer<Exposure> onPurged) {
        this.inspection = inspection;
        this.clock = clock;
        this.readers = readers;
        this.times = new Times(onPurged);
    }

    /// A client shows another state, under the session with this secret; empty before it has one.
    ///
    /// @param dialect its name
    public void published(int number, String dialect, String sessionId, ReplicaSnapshot snapshot) {
        WatchedClient client = watched.get(number);
        if (client == null && watched.size() < CLIENTS_LIMIT && !closed) {
            client = watched.computeIfAbsent(number, fresh -> new WatchedClient(fresh, dialect, this));
        }
        if (client == null) {
            return;
        }
        client.published(snapshot, now());
        if (!sessionId.isEmpty() && client.isNewSession(sessionId)) {
            WatchedClient known = client;
            try {
                readers.execute(() -> subscribe(number, known, sessionId));
            } catch (RejectedExecutionException closing) {
                // Nothing is timed any more.
            }
        }
    }

    private synchronized void subscribe(int number, WatchedClient client, String sessionId) {
        Subscription before = subscriptions.remove(number);
        if (before != null) {
            before.close();
        }
        if (!closed && watched.containsKey(number)) {
            inspection
                    .subscribe(sessionId, client.subscriber(readers, inspection, sessionId))
                    .ifPresent(subscription -> subscriptions.put(number, subscription));
        }
    }

    /// Clients that are not among these are gone, and what they held with them.
    public synchronized void retain(Set<Integer> numbers) {
        watched.keySet().retainAll(numbers);
        for (int gone : Set.copyOf(subscriptions.keySet())) {
            Subscription subscription = numbers.contains(gone) ? null : subscriptions.remove(gone);
            if (subscription != null) {
                subscription.close();
            }
        }
    }

    /// What is known now.
    ///
    /// @param clients how many there are, watched or not
    public LeakClockReport report(int clients) {
        return times.report(held(), watched.size(), clients);
    }

    /// Revoked rows that clients hold at this moment, the longest held first.
    public List<Exposure> held() {
        long now = now();
        List<Exposure> held = new ArrayList<>();
        watched.values().forEach(client -> held.addAll(client.held(now)));
        held.sort(Comparator.comparingLong(Exposure::micros).reversed());
        return held;
    }

    /// What was timed since this was last asked: for the one who draws it over time.
    public Interval interval() {
        return times.interval();
    }

    /// Microseconds; 0 where nothing was timed. Immutable.
    public record Interval(long visibleP50, long visibleP99, long purgedP99) {}

    /// Begins anew: what was timed is forgotten, what is held is not.
    public void reset() {
        times.reset();
    }

    @Override
    public synchronized void close() {
        closed = true;
        subscriptions.values().forEach(Subscription::close);
        subscriptions.clear();
        watched.clear();
    }

    long now() {
        return Version.of(clock.instant());
    }

    Times times() {
        return times;
    }

    /// The times that are over. Thread-safe; has a lock of its own, as it is told from within the engine.
    static final class Times {
        private final Map<String, Map<Kind, Histogram>> histograms = new TreeMap<>();
        private final List<Exposure> longest = new ArrayList<>();
        private final Histogram visibleLately = new Histogram(HIGHEST_MICROS, DIGITS);
        private final Histogram purgedLately = new Histogram(HIGHEST_MICROS, DIGITS);
        private final Consumer<Exposure> onPurged;

        Times(Consumer<Exposure> onPurged) {
            this.onPurged = onPurged;
        }

        synchronized void visible(String dialect, long micros) {
            record(dialect, Kind.VISIBLE, micros);
            visibleLately.recordValue(Math.clamp(micros, 0, HIGHEST_MICROS));
        }

        synchronized void purged(Exposure held) {
            onPurged.accept(held);
            record(held.dialect(), held.away() ? Kind.PURGED_AWAY : Kind.PURGED, held.micros());
            if (!held.away()) {
                purgedLately.recordValue(Math.clamp(held.micros(), 0, HIGHEST_MICROS));
            }
            longest.add(held);
            longest.sort(Comparator.comparingLong(Exposure::micros).reversed());
            if (longest.size() > LONGEST_LIMIT) {
                longest.removeLast();
            }
        }

        private void record(String dialect, Kind kind, long micros) {
            histograms
                    .computeIfAbsent(dialect, name -> new EnumMap<>(Kind.class))
                    .computeIfAbsent(kind, fresh -> new Histogram(HIGHEST_MICROS, DIGITS))
                    .recordValue(Math.clamp(micros, 0, HIGHEST_MICROS));
        }

        synchronized LeakClockReport report(List<Exposure> held, int watched, int clients) {
            List<Line> lines = new ArrayList<>();
            histograms.forEach(
                    (dialect, kinds) -> kinds.forEach((kind, histogram) -> lines.add(line(dialect, kind, histogram))));
            return new LeakClockReport(lines, held, longest, watched, clients);
        }

        synchronized Interval interval() {
            Interval interval = new Interval(
                    visibleLately.getValueAtPercentile(50),
                    visibleLately.getValueAtPercentile(99),
                    purgedLately.getValueAtPercentile(99));
            visibleLately.reset();
            purgedLately.reset();
            return interval;
        }

        synchronized void reset() {
            histograms.clear();
            longest.clear();
        }

        private static Line line(String dialect, Kind kind, Histogram histogram) {
            return new Line(
                    dialect,
                    kind,
                    histogram.getTotalCount(),
                    histogram.getValueAtPercentile(50),
                    histogram.getValueAtPercentile(95),
                    histogram.getValueAtPercentile(99),
                    histogram.getMaxValue());
        }
    }
}
