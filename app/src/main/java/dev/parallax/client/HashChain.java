package dev.parallax.client;

import org.jspecify.annotations.Nullable;

/// Where a client of the changelog dialect stands: what it computed over all that it received, and what the server
/// says that it must be. Immutable.
///
/// @param cursor null before the first answer, and after a mismatch
/// @param mine in hex
/// @param theirs in hex; empty before the first answer
public record HashChain(@Nullable Long cursor, String mine, String theirs) {
    /// Whether the client received exactly what the server sent.
    public boolean agrees() {
        return mine.equals(theirs);
    }
}
