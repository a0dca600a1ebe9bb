package dev.parallax.server.http;

import dev.parallax.server.dialect.CursorDialect;
import dev.parallax.server.engine.Engine;
import dev.parallax.wire.Problem.Code;
import dev.parallax.wire.ProblemException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All open streams of every dialect: counts them, gives sockets their heartbeat, and cuts those that fell silent.
/// Thread-safe.
///
/// One *timer* thread makes the heartbeat frame once for all sockets and looks for silent connections. A socket
/// is half open when its client is gone and nobody said so: what is written then vanishes in buffers, so only
/// what arrives counts as a sign of life, and every client answers pings. Over plain HTTP nothing arrives; there,
/// a client that takes nothing is silent.
final class LiveConnections implements AutoCloseable {
    /// Two file descriptors and 20 KB each; past that the machine suffers before the client notices.
    static final int CONNECTIONS_LIMIT = 20_000;

    /// How long clients may take to say goodbye when the server stops.
    private static final int GOODBYE_MILLIS = 1_500;

    /// Pings in the time in which a client must answer one: one may be lost in a hiccup.
    private static final int PINGS_IN_SILENCE = 3;

    private static final Logger LOG = LoggerFactory.getLogger(LiveConnections.class);

    private final Engine engine;
    private final QueueLimits limits;
    private final Metrics metrics;
    private final InstantSource clock;
    private final long silenceNanos;
    private final Map<Long, LiveConnection> open = new ConcurrentHashMap<>();
    private final AtomicLong opened = new AtomicLong();
    private final ScheduledExecutorService timer;
    private volatile boolean stopping;

    LiveConnections(Engine engine, QueueLimits limits, Metrics metrics, Pace pace, InstantSource clock) {
        this.engine = engine;
        this.limits = limits;
        this.metrics = metrics;
        this.clock = clock;
        this.silenceNanos = TimeUnit.MILLISECONDS.toNanos(pace.silenceMillis());
        this.timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("parallax-heartbeat").factory());
        schedule(this::beat, pace.heartbeatMillis());
        schedule(this::sweep, Math.max(1, pace.silenceMillis() / PINGS_IN_SILENCE));
    }

    /// @param heartbeatMillis between two heartbeats
    /// @param silenceMillis after which a socket that sends nothing is cut
    record Pace(int heartbeatMillis, int silenceMillis) {}

    /// @param messages that may wait for one connection
    /// @param bytes that they may take
    record QueueLimits(int messages, long bytes) {}

    /// @throws ProblemException UNAVAILABLE if there are too many, or the server is stopping
    void requireRoom() {
        if (stopping || open.size() >= CONNECTIONS_LIMIT || engine.faults().refusesConnections()) {
            throw new ProblemException(Code.UNAVAILABLE, "no more connections can be taken now");
        }
    }

    QueueLimits limits() {
        return limits;
    }

    /// Names a connection that is about to open.
    ConnectionInfo info(String dialect, String secret, String userAgent) {
        return new ConnectionInfo(opened.incrementAndGet(), dialect, secret, userAgent, clock.instant());
    }

    /// It counts from now on, until it is closed.
    void opened(LiveConnection connection) {
        open.put(connection.info().id(), connection);
        metrics.opened();
        if (stopping) {
            connection.finish();
        }
    }

    /// Frees what belongs to a connection whose socket is gone.
    void closed(LiveConnection connection) {
        connection.release();
        open.remove(connection.info().id());
        LOG.debug("{} closed", connection.info());
        if (stopping) {
            synchronized (open) {
                open.notifyAll();
            }
        }
    }

    int count() {
        return open.size();
    }

    /// Messages that wait for all connections together.
    long waiting() {
        return open.values().stream().mapToLong(each -> each.standing().depth()).sum();
    }

    List<LiveConnection> inOrder() {
        return open.values().stream()
                .sorted(Comparator.comparingLong(each -> each.info().id()))
                .toList();
    }

    /// Says goodbye to everyone, in bounded time.
    @Override
    public void close() {
        stopping = true;
        timer.shutdownNow();
        open.values().forEach(LiveConnection::finish);
        awaitGoodbyes();
        open.values().forEach(LiveConnection::cut);
    }

    private void awaitGoodbyes() {
        long deadline = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(GOODBYE_MILLIS);
        synchronized (open) {
            try {
                long left = GOODBYE_MILLIS;
                while (!open.isEmpty() && left > 0) {
                    open.wait(left);
                    left = TimeUnit.NANOSECONDS.toMillis(deadline - System.nanoTime());
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }

    private void beat() {
        String frame = CursorDialect.heartbeat(engine.clockVersion());
        for (LiveConnection each : open.values()) {
            if (each instanceof CursorConnection cursor) {
                cursor.stream().heartbeat(frame);
            }
        }
        metrics.heartbeat();
    }

    private void sweep() {
        for (LiveConnection each : open.values()) {
            if (each.silentNanos() > silenceNanos) {
                metrics.cutForSilence();
                each.cut();
            } else {
                each.ping();
            }
        }
    }

    /// A failure in one round is told and does not end the rounds.
    private void schedule(Runnable round, int everyMillis) {
        Runnable guarded = () -> {
            try {
                round.run();
            } catch (RuntimeException e) {
                LOG.error("a round of the heartbeat failed", e);
            }
        };
        timer.scheduleAtFixedRate(guarded, everyMillis, everyMillis, TimeUnit.MILLISECONDS);
    }
}
