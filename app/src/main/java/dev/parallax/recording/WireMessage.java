package dev.parallax.recording;

import java.time.Instant;

/// One message on a client's wire. Immutable.
///
/// @param channel `WS`, or the request: `POST /sync`
/// @param text the body, whole
/// @param bytes the body's size in UTF-8
public record WireMessage(Instant at, Direction direction, String channel, String text, int bytes) {
    /// Seen from the client.
    public enum Direction {
        SENT,
        RECEIVED
    }
}
