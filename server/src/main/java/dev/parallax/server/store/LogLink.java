package dev.parallax.server.store;

import org.jspecify.annotations.Nullable;

/// An entry of the log as far as it can be read. Immutable.
///
/// @param stored null if what is there is no change of a row
public record LogLink(
        long version, String record, long id, @Nullable StoredChange stored) {}
