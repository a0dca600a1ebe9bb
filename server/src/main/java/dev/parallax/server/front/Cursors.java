package dev.parallax.server.front;

import dev.parallax.schema.RecordType;
import dev.parallax.server.dialect.CursorDialect;
import dev.parallax.server.engine.Engine;
import dev.parallax.server.engine.Subscription;
import dev.parallax.server.session.Session;
import dev.parallax.wire.CursorMessage.Reason;
import java.util.concurrent.Executor;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens the sockets of the cursor dialect. Thread-safe.
final class Cursors {
    private static final Logger LOG = LoggerFactory.getLogger(Cursors.class);

    private final Engine engine;
    private final LiveConnections connections;
    private final Counts counts;
    private final Executor senders;

    /// @param senders hand frames to sockets; must not do so inside `execute`
    Cursors(Engine engine, LiveConnections connections, Counts counts, Executor senders) {
        this.engine = engine;
        this.connections = connections;
        this.counts = counts;
        this.senders = senders;
    }

    /// Subscribes first and tells the version after, so that every later change is on the stream.
    CursorConnection open(LiveSocket socket, String secret, String userAgent) {
        connections.requireRoom();
        Session session = engine.session(secret).orElseThrow(Credentials::unknownSession);
        LiveConnections.QueueLimits limits = connections.limits();
        OutboundQueue queue = new OutboundQueue(limits.messages(), limits.bytes(), this::overflowFrame);
        Outbound outbound = new Outbound(queue, socket, senders);
        CursorStream stream = new CursorStream(outbound, counts, limits.bytes());
        Subscription subscription = engine.subscribe(session, stream);
        ConnectionInfo info = connections.info(CursorDialect.NAME, secret, userAgent);
        CursorConnection connection = new CursorConnection(info, socket, outbound, stream, subscription);
        connections.opened(connection);
        stream.open(CursorDialect.connected(secret, session, engine.clockVersion()));
        LOG.debug("{} opened for session {}", info, session.key());
        return connection;
    }

    private String overflowFrame() {
        return CursorDialect.syncRequired(
                engine.schema().records().stream().map(RecordType::name).toList(), Reason.OVERFLOW);
    }
}
