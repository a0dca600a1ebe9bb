package dev.parallax.server.http;

import dev.parallax.server.dialect.StreamDialect;
import dev.parallax.server.engine.Delivery;
import dev.parallax.server.engine.Engine;
import dev.parallax.server.engine.Subscription;
import dev.parallax.server.session.Session;
import java.io.IOException;
import java.util.Objects;
import java.util.function.ToLongFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Opens the streams over plain HTTP. Thread-safe.
final class StreamConnections {
    static final String SSE = "text/event-stream; charset=utf-8";
    static final String NDJSON = "application/x-ndjson";

    private static final Logger LOG = LoggerFactory.getLogger(StreamConnections.class);

    private final Engine engine;
    private final LiveConnections connections;
    private final Metrics metrics;
    private final Problems problems;
    private final StreamSettings settings;

    StreamConnections(
            Engine engine, LiveConnections connections, Metrics metrics, Problems problems, StreamSettings settings) {
        this.engine = engine;
        this.connections = connections;
        this.metrics = metrics;
        this.problems = problems;
        this.settings = settings;
    }

    StreamSettings settings() {
        return settings;
    }

    /// A stream whose deliveries are told as they come.
    ///
    /// @throws dev.parallax.wire.ProblemException UNAVAILABLE if there are too many connections
    Reply open(String contentType, Call call, Session session, StreamDialect dialect) {
        return open(contentType, call, session, dialect, delivery -> System.nanoTime());
    }

    /// @param dueNanos when a delivery is to be told, by the monotonic clock
    Reply open(
            String contentType, Call call, Session session, StreamDialect dialect, ToLongFunction<Delivery> dueNanos) {
        connections.requireRoom();
        String secret = Objects.requireNonNull(call.bearer(), "whoever has a session has its secret");
        String userAgent = Objects.requireNonNullElse(call.header("User-Agent"), "");
        return new StreamReply(contentType, output -> {
            StreamInbox inbox = new StreamInbox(dialect, connections.limits(), dueNanos, metrics);
            Subscription subscription = engine.subscribe(session, inbox);
            StreamConnection connection = new StreamConnection(
                    connections.info(dialect.name(), secret, userAgent),
                    engine,
                    session,
                    dialect,
                    inbox,
                    output,
                    subscription,
                    problems,
                    settings.heartbeatMillis());
            run(connection);
        });
    }

    private void run(StreamConnection connection) {
        connections.opened(connection);
        LOG.debug("{} opened", connection.info());
        try {
            connection.run();
        } catch (IOException e) {
            LOG.debug("{} broke: {}", connection.info(), e.toString());
        } finally {
            connections.closed(connection);
        }
    }
}
