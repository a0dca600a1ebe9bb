package dev.parallax.server.front;

import org.jspecify.annotations.Nullable;

/// What is known of a client before its socket opens. Immutable.
///
/// @param secret of its session, or null if the server makes one
/// @param userAgent what the client calls itself, cut to a sensible length; may be empty
public record Handshake(@Nullable String secret, String userAgent) {
    private static final int USER_AGENT_CHARACTERS_LIMIT = 200;

    public Handshake {
        userAgent = userAgent.substring(0, Math.min(userAgent.length(), USER_AGENT_CHARACTERS_LIMIT));
    }

    /// Without the secret.
    @Override
    public String toString() {
        return "Handshake[" + userAgent + "]";
    }
}
