package dev.parallax.server.store;

/// A session as the database keeps it. Immutable.
///
/// @param secretHash SHA-256 of its secret, in lower-case hex; the secret itself is nowhere
/// @param values its fields as JSON
/// @param created version at which it was
public record StoredSession(String secretHash, String values, long created) {}
