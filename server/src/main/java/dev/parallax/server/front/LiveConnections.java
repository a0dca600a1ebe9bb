package dev.parallax.server.front;

import dev.parallax.server.dialect.CursorDialect;
import dev.parallax.server.engine.Engine;
import dev.parallax.wire.Problem.Code;
import dev.parallax.wire.ProblemException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All open streams of every dialect: counts them, gives sockets their heartbeat, and cuts those that fell silent.
/// Thread-safe.
///
/// Whoever runs it makes its rounds at the [Pace]: [#beat] makes the heartbeat frame once for all sockets, [#sweep]
/// looks for silent connections. A socket is half open when its client is gone and nobody said so: what is written then
/// vanishes in buffers, so only
/// what arrives counts as a sign of life, and every client answers pings. Over plain HTTP nothing arrives; there,
/// a client that takes nothing is silent.
public final class LiveConnections {
    /// Two file descriptors and 20 KB each; past that the machine suffers before the client notices.
    static final int CONNECTIONS_LIMIT = 20_000;

    /// Pings in the time in which a client must answer one: one may be lost in a hiccup.
    private static final int PINGS_IN_SILENCE = 3;

    private static final Logger LOG = LoggerFactory.getLogger(LiveConnections.class);

    private final Engine engine;
    private final QueueLimits limits;
    private final Counts counts;
    private final InstantSource clock;
    private final Pace pace;
    private final Map<Long, LiveConnection> open = new ConcurrentHashMap<>();
    private final AtomicLong opened = new AtomicLong();
    private volatile Runnable emptied = () -> {};
    private volatile boolean stopping;

    LiveConnections(Engine engine, QueueLimits limits, Counts counts, Pace pace, InstantSource clock) {
        this.engine = engine;
        this.limits = limits;
        this.counts = counts;
        this.pace = pace;
        this.clock = clock;
    }

    /// @param heartbeatMillis between two heartbeats
    /// @param silenceMillis after which a socket that sends nothing is cut
    public record Pace(int heartbeatMillis, int silenceMillis) {
        /// Between two looks for silent connections.
        public int sweepMillis() {
            return Math.max(1, silenceMillis / PINGS_IN_SILENCE);
        }
    }

    /// @param messages that may wait for one connection
    /// @param bytes that they may take
    public record QueueLimits(int messages, long bytes) {}

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
    public void opened(LiveConnection connection) {
        open.put(connection.info().id(), connection);
        counts.opened();
        if (stopping) {
            connection.finish();
        }
    }

    /// Frees what belongs to a connection whose socket is gone.
    public void closed(LiveConnection connection) {
        connection.release();
        open.remove(connection.info().id());
        LOG.debug("{} closed", connection.info());
        tellIfEmpty();
    }

    public int count() {
        return open.size();
    }

    /// Messages that wait for all connections together.
    public long waiting() {
        return open.values().stream().mapToLong(each -> each.standing().depth()).sum();
    }

    public List<LiveConnection> inOrder() {
        return open.values().stream()
                .sorted(Comparator.comparingLong(each -> each.info().id()))
                .toList();
    }

    /// From now on nobody is let in. Says goodbye to everyone; whoever runs the connections does the rest.
    ///
    /// @param whenEmpty runs, on any thread and perhaps more than once, when nobody is connected any more
    public void stop(Runnable whenEmpty) {
        emptied = whenEmpty;
        stopping = true;
        open.values().forEach(LiveConnection::finish);
        tellIfEmpty();
    }

    private void tellIfEmpty() {
        if (stopping && open.isEmpty()) {
            emptied.run();
        }
    }

    /// Gives every socket its heartbeat.
    public void beat() {
        String frame = CursorDialect.heartbeat(engine.toldVersion());
        for (LiveConnection each : open.values()) {
            if (each instanceof CursorConnection cursor) {
                cursor.stream().heartbeat(frame);
            }
        }
        counts.heartbeat();
    }

    /// Cuts connections that have been silent for too long, and asks the others for a sign of life.
    public void sweep() {
        long silenceNanos = TimeUnit.MILLISECONDS.toNanos(pace.silenceMillis());
        for (LiveConnection each : open.values()) {
            if (each.silentNanos() > silenceNanos) {
                counts.cutForSilence();
                each.cut();
            } else {
                each.ping();
            }
        }
    }
}
