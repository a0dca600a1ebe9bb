package dev.parallax.server.http;

import dev.parallax.server.engine.Subscription;
import java.time.Instant;

/// One open stream and what belongs to it. Immutable; its parts are thread-safe.
///
/// @param id counts connections from 1
/// @param secret of its session; never shown
record LiveConnection(
        long id,
        String secret,
        String userAgent,
        Instant since,
        CursorSocket socket,
        Outbound outbound,
        CursorStream stream,
        Subscription subscription) {
    /// Without the secret.
    @Override
    public String toString() {
        return "LiveConnection[" + id + "]";
    }
}
