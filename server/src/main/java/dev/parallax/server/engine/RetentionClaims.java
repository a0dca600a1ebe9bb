package dev.parallax.server.engine;

import java.util.OptionalLong;

/// Who still needs how much of the change log. Implementations are thread-safe.
@FunctionalInterface
public interface RetentionClaims {
    /// The oldest version after which every change is still needed by someone; empty if nobody needs any.
    ///
    /// @param heardSince a version; whoever was last heard of before it does not count
    OptionalLong neededAfter(long heardSince);
}
