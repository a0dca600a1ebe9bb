package dev.parallax.server.http;

import dev.parallax.schema.RecordType;
import dev.parallax.server.dialect.CursorDialect;
import dev.parallax.server.engine.Engine;
import dev.parallax.server.engine.Subscription;
import dev.parallax.server.session.CreatedSession;
import dev.parallax.server.session.Session;
import dev.parallax.wire.CursorMessage.Reason;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens the WebSockets of the cursor dialect and keeps the few *senders*, the threads that hand frames to them.
/// Thread-safe.
final class CursorConnections implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CursorConnections.class);

    private final Engine engine;
    private final LiveConnections connections;
    private final Metrics metrics;
    private final ExecutorService senders;

    CursorConnections(Engine engine, LiveConnections connections, Metrics metrics) {
        this.engine = engine;
        this.connections = connections;
        this.metrics = metrics;
        int threads = Math.max(2, Runtime.getRuntime().availableProcessors());
        this.senders = Executors.newFixedThreadPool(
                threads,
                Thread.ofPlatform().daemon().name("parallax-sender-", 1).factory());
    }

    /// Subscribes first and tells the version after, so that every later change is on the stream.
    CursorConnection open(CursorSocket socket, Handshake handshake) {
        connections.requireRoom();
        String secret = handshake.secret();
        Session session;
        if (secret == null) {
            CreatedSession created = Waiting.on(engine.createSession(Map.of()));
            secret = created.secret();
            session = created.session();
        } else {
            session = engine.session(secret).orElseThrow(Credentials::unknownSession);
        }
        LiveConnections.QueueLimits limits = connections.limits();
        OutboundQueue queue = new OutboundQueue(limits.messages(), limits.bytes(), this::overflowFrame);
        Outbound outbound = new Outbound(queue, socket, senders);
        CursorStream stream = new CursorStream(outbound, metrics, limits.bytes());
        Subscription subscription = engine.subscribe(session, stream);
        ConnectionInfo info = connections.info(CursorDialect.NAME, secret, handshake.userAgent());
        CursorConnection connection = new CursorConnection(info, socket, outbound, stream, subscription);
        connections.opened(connection);
        stream.open(CursorDialect.connected(secret, session, engine.clockVersion()));
        LOG.debug("{} opened for session {}", info, session.key());
        return connection;
    }

    void closed(CursorConnection connection) {
        connections.closed(connection);
    }

    @Override
    public void close() {
        senders.shutdown();
    }

    private String overflowFrame() {
        return CursorDialect.syncRequired(
                engine.schema().records().stream().map(RecordType::name).toList(), Reason.OVERFLOW);
    }
}
