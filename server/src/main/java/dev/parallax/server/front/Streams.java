package dev.parallax.server.front;

import dev.parallax.server.dialect.StreamDialect;
import dev.parallax.server.engine.Delivery;
import dev.parallax.server.engine.Engine;
import dev.parallax.server.engine.Subscription;
import dev.parallax.server.session.Session;
import java.util.Objects;
import java.util.function.LongSupplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// Opens the streams over plain HTTP. Thread-safe.
final class Streams {
    static final String SSE = "text/event-stream; charset=utf-8";
    static final String NDJSON = "application/x-ndjson";

    private final Engine engine;
    private final LiveConnections connections;
    private final Counts counts;
    private final Problems problems;
    private final StreamSettings settings;
    private final LongSupplier nanos;

    /// @param nanos the monotonic clock
    Streams(
            Engine engine,
            LiveConnections connections,
            Counts counts,
            Problems problems,
            StreamSettings settings,
            LongSupplier nanos) {
        this.engine = engine;
        this.connections = connections;
        this.counts = counts;
        this.problems = problems;
        this.settings = settings;
        this.nanos = nanos;
    }

    StreamSettings settings() {
        return settings;
    }

    /// The monotonic clock.
    LongSupplier nanos() {
        return nanos;
    }

    /// A stream whose deliveries are told as they come.
    ///
    /// @throws dev.parallax.wire.ProblemException UNAVAILABLE if there are too many connections
    Reply open(String contentType, Call call, Session session, StreamDialect dialect) {
        return open(contentType, call, session, dialect, null);
    }

    /// @param dueNanos when a delivery is to be told, by the monotonic clock; null for at once
    Reply open(
            String contentType,
            Call call,
            Session session,
            StreamDialect dialect,
            @Nullable ToLongFunction<Delivery> dueNanos) {
        connections.requireRoom();
        String secret = Objects.requireNonNull(call.bearer(), "whoever has a session has its secret");
        String userAgent = Objects.requireNonNullElse(call.header("User-Agent"), "");
        return new StreamReply(contentType, bell -> {
            StreamInbox inbox = new StreamInbox(dialect, connections.limits(), dueNanos, counts, bell);
            Subscription subscription = engine.subscribe(session, inbox);
            return new StreamRun(
                    connections.info(dialect.name(), secret, userAgent),
                    engine,
                    session,
                    dialect,
                    inbox,
                    subscription,
                    problems,
                    settings.heartbeatMillis(),
                    nanos.getAsLong());
        });
    }
}
