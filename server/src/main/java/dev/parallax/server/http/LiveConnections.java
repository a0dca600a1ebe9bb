package dev.parallax.server.http;

import dev.parallax.schema.RecordType;
import dev.parallax.server.dialect.CursorDialect;
import dev.parallax.server.engine.Engine;
import dev.parallax.server.engine.Subscription;
import dev.parallax.server.session.CreatedSession;
import dev.parallax.server.session.Session;
import dev.parallax.wire.CursorMessage.Reason;
import dev.parallax.wire.Problem.Code;
import dev.parallax.wire.ProblemException;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// All open streams: opens and closes them, gives them their heartbeat, and cuts those that fell silent.
/// Thread-safe.
///
/// Threads: a few *senders* hand frames to sockets; one *timer* makes the heartbeat frame once for everybody
/// and looks for silent sockets. A socket is half open when its client is gone and nobody said so: what is
/// written then vanishes in buffers, so only what arrives counts as a sign of life, and every client answers
/// pings.
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
    private final String overflowFrame;
    private final Map<Long, LiveConnection> open = new ConcurrentHashMap<>();
    private final AtomicLong opened = new AtomicLong();
    private final ExecutorService senders;
    private final ScheduledExecutorService timer;
    private volatile boolean stopping;

    LiveConnections(Engine engine, QueueLimits limits, Metrics metrics, Pace pace, InstantSource clock) {
        this.engine = engine;
        this.limits = limits;
        this.metrics = metrics;
        this.clock = clock;
        this.silenceNanos = TimeUnit.MILLISECONDS.toNanos(pace.silenceMillis());
        this.overflowFrame = CursorDialect.syncRequired(
                engine.schema().records().stream().map(RecordType::name).toList(), Reason.OVERFLOW);
        int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
        this.senders = Executors.newFixedThreadPool(
                threads,
                Thread.ofPlatform().daemon().name("parallax-sender-", 1).factory());
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

    /// Subscribes first and tells the version after, so that every later change is on the stream.
    LiveConnection open(CursorSocket socket, Handshake handshake) {
        requireRoom();
        String secret = handshake.secret();
        Session session;
        if (secret == null) {
            CreatedSession created = Waiting.on(engine.createSession(Map.of()));
            secret = created.secret();
            session = created.session();
        } else {
            session = engine.session(secret).orElseThrow(Credentials::unknownSession);
        }
        OutboundQueue queue = new OutboundQueue(limits.messages(), limits.bytes(), overflowFrame);
        Outbound outbound = new Outbound(queue, socket, senders);
        CursorStream stream = new CursorStream(outbound, metrics, limits.bytes());
        Subscription subscription = engine.subscribe(session, stream);
        LiveConnection connection = new LiveConnection(
                opened.incrementAndGet(),
                secret,
                handshake.userAgent(),
                clock.instant(),
                socket,
                outbound,
                stream,
                subscription);
        open.put(connection.id(), connection);
        metrics.opened();
        stream.open(CursorDialect.connected(secret, session, engine.clockVersion()));
        LOG.debug("connection {} opened for session {}", connection.id(), session.key());
        return connection;
    }

    /// Frees what belongs to a connection whose socket is gone.
    void closed(LiveConnection connection) {
        connection.subscription().close();
        connection.outbound().abandon();
        open.remove(connection.id());
        LOG.debug("connection {} closed", connection.id());
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
        return open.values().stream()
                .mapToLong(each -> each.outbound().standing().depth())
                .sum();
    }

    List<LiveConnection> inOrder() {
        return open.values().stream()
                .sorted(Comparator.comparingLong(LiveConnection::id))
                .toList();
    }

    /// Says goodbye to everyone, in bounded time.
    @Override
    public void close() {
        stopping = true;
        timer.shutdownNow();
        open.values().forEach(each -> each.outbound().finish(null, StatusCode.SHUTDOWN, "going away"));
        awaitGoodbyes();
        open.values().forEach(each -> each.socket().cut());
        senders.shutdown();
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
        open.values().forEach(each -> each.stream().heartbeat(frame));
        metrics.heartbeat();
    }

    private void sweep() {
        for (LiveConnection each : open.values()) {
            if (each.socket().silentNanos() > silenceNanos) {
                metrics.cutForSilence();
                each.socket().cut();
            } else {
                each.socket().ping();
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
