package dev.parallax.oracle;

import dev.parallax.change.Version;
import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.server.Inspection;
import dev.parallax.server.engine.Delivery;
import dev.parallax.server.engine.Subscriber;
import dev.parallax.server.engine.Subscription;
import dev.parallax.wire.CursorMessage.Reason;
import java.time.InstantSource;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import org.jspecify.annotations.Nullable;

/// Times the same changes at several clients of equal sessions. Thread-safe.
///
/// It hears of a commit as a stream of one of these sessions does, at the same time, and of every state that the
/// clients publish. If the session that it listens by ends, it goes on by another client's. What a change of
/// permissions brings or takes is told to no stream row by row, and not timed here.
public final class Stopwatch implements AutoCloseable {
    private final Inspection inspection;
    private final InstantSource clock;
    private final Executor readers;
    private final Runnable onClosed;
    private final Set<Integer> clients;
    private final RaceClock race;
    private @Nullable Subscription subscription;
    private String session = "";
    private boolean closed;

    /// @param clients numbers of those that take part
    /// @param record whose changes are timed
    /// @param clock the one that versions come from
    /// @param readers runs what may wait for the engine
    /// @param onClosed called once
    public Stopwatch(
            Set<Integer> clients,
            String record,
            Inspection inspection,
            InstantSource clock,
            Executor readers,
            Runnable onClosed) {
        this.clients = Set.copyOf(clients);
        this.inspection = inspection;
        this.clock = clock;
        this.readers = readers;
        this.onClosed = onClosed;
        race = new RaceClock(record);
        clients.stream().sorted().forEach(race::join);
    }

    /// A client shows another state, under the session with this secret; empty before it has one.
    public synchronized void published(int number, String sessionId, ReplicaSnapshot snapshot) {
        if (closed || !clients.contains(number)) {
            return;
        }
        race.published(number, snapshot, Version.of(clock.instant()));
        if (session.isEmpty() && !sessionId.isEmpty()) {
            session = sessionId;
            try {
                readers.execute(() -> listen(sessionId));
            } catch (RejectedExecutionException closing) {
                // Nothing is timed any more.
            }
        }
    }

    private void listen(String sessionId) {
        // Not under the lock: the engine calls back under its own.
        Subscription made =
                inspection.subscribe(sessionId, new Listener(sessionId)).orElse(null);
        synchronized (this) {
            if (!closed && made != null && session.equals(sessionId)) {
                subscription = made;
                return;
            }
            if (made == null && session.equals(sessionId)) {
                session = "";
            }
        }
        if (made != null) {
            made.close();
        }
    }

    private final class Listener implements Subscriber {
        private final String sessionId;

        Listener(String sessionId) {
            this.sessionId = sessionId;
        }

        @Override
        public void deliver(Delivery delivery) {
            synchronized (Stopwatch.this) {
                delivery.changes().forEach(race::committed);
            }
        }

        @Override
        public void resync(List<String> tables, Reason reason) {
            // The rows concerned are told to nobody one by one.
        }

        @Override
        public void ended() {
            synchronized (Stopwatch.this) {
                if (session.equals(sessionId)) {
                    session = "";
                    subscription = null;
                }
            }
        }
    }

    /// Whether commits are heard of.
    public synchronized boolean isListening() {
        return subscription != null;
    }

    /// How it stands.
    public synchronized RaceReport report() {
        return race.report();
    }

    /// Begins anew: what was timed is forgotten.
    public synchronized void reset() {
        race.reset();
    }

    /// Ends it; what was timed stays to be read.
    @Override
    public void close() {
        Subscription last;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            last = subscription;
            subscription = null;
        }
        if (last != null) {
            last.close();
        }
        onClosed.run();
    }
}
