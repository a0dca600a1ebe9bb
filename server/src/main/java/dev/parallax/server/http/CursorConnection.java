package dev.parallax.server.http;

import dev.parallax.server.engine.Subscription;
import org.eclipse.jetty.websocket.api.StatusCode;

/// A WebSocket of the cursor dialect and what belongs to it. Immutable; its parts are thread-safe.
record CursorConnection(
        ConnectionInfo info, CursorSocket socket, Outbound outbound, CursorStream stream, Subscription subscription)
        implements LiveConnection {
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
        outbound.finish(null, StatusCode.SHUTDOWN, "going away");
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
