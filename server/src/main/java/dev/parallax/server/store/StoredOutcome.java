package dev.parallax.server.store;

/// What became of a request that carried an id, kept so that a retry gets the same answer. Immutable.
///
/// @param fingerprint of what was asked
/// @param accepted whether `answer` is an answer or a problem, both as JSON
/// @param created version at which it was decided
public record StoredOutcome(
        String sessionKey, String requestId, String fingerprint, boolean accepted, String answer, long created) {}
