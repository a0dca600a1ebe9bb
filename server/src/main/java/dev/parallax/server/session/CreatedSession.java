package dev.parallax.server.session;

/// A new session and the only copy of its secret. Immutable.
///
/// @param secret the bearer's proof, never stored and never logged
public record CreatedSession(String secret, Session session) {
    @Override
    public String toString() {
        return "CreatedSession[" + session + "]";
    }
}
