package dev.parallax.server.session;

import dev.parallax.policy.SessionValues;

/// One session as it is now. Immutable; a change of its fields makes a new one with the same key.
///
/// @param key names the session for ever; derived from its secret, which cannot be derived from it
/// @param version at which it got these values
public record Session(String key, SessionValues values, long version) {}
