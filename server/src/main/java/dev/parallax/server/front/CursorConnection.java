package dev.parallax.server.front;

import dev.parallax.server.engine.Subscription;

/// A WebSocket of the cursor dialect and what belongs to it. Immutable; its parts are thread-safe.
public record CursorConnection(
        ConnectionInfo info, LiveSocket socket, Outbound outbound, CursorStream stream, Subscription subscription)
        implements LiveConnection {
    /// RFC 6455, 7.4.1: the server goes away.
    private static final int GOING_AWAY = 1001;

    @Override
    public Standing standing() {
        return outbound.standing();
    }

    @Override
    public long acknowledged() {
        return stream.acknowledged();
    }

    @Override
    public long silentNanos() {
        return socket.silentNanos();
    }

    @Override
    public void ping() {
        socket.ping();
    }

    @Override
    public void finish() {
        outbound.finish(null, GOING_AWAY, "going away");
    }

    @Override
    public void cut() {
        socket.cut();
    }

    @Override
    public void release() {
        subscription.close();
        outbound.abandon();
    }
}
