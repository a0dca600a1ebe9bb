package dev.parallax.server.front;

import java.time.Instant;

/// Whose connection it is. Immutable.
///
/// @param id counts connections from 1
/// @param dialect that it speaks, by its wire name
/// @param secret of its session; never shown
public record ConnectionInfo(long id, String dialect, String secret, String userAgent, Instant since) {
    /// Without the secret.
    @Override
    public String toString() {
        return "connection " + id + " (" + dialect + ")";
    }
}
