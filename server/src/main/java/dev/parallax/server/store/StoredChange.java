package dev.parallax.server.store;

import dev.parallax.change.Change;

/// A change as the log keeps it. Immutable.
///
/// @param hash of the chain up to and with this change, in lower-case hex
public record StoredChange(Change change, String hash) {}
