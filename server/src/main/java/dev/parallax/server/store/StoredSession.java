package dev.parallax.server.store;

/// A session as the database keeps it. Immutable.
///
/// @param secretHash SHA-256 of its secret, in lower-case hex; the secret itself is nowhere
/// @param values its fields as JSON
/// @param created version at which it got these values
/// @param first version at which the session began
/// @param changed by field, as JSON, the version at which it last got another value, for fields that did
public record StoredSession(String secretHash, String values, long created, long first, String changed) {}
