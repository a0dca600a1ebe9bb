package dev.parallax.ui.world;

import dev.parallax.policy.SessionValues;

/// A session that was made for a client from outside. Immutable.
///
/// @param sessionId the bearer's secret
/// @param session its fields, as the server took them
/// @param spaceId a space of [World#POST] that it may stream; 0 if there is none
public record Guest(String sessionId, SessionValues session, long spaceId) {
    /// Without the secret.
    @Override
    public String toString() {
        return "Guest[" + session + "]";
    }
}
