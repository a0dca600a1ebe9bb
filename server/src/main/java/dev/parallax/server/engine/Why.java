package dev.parallax.server.engine;

import dev.parallax.change.Row;
import dev.parallax.policy.Explanation;
import dev.parallax.policy.Flip;
import java.util.List;

/// Why a session may or may not do something with a row, and what would change that; all from one state of the
/// database. Immutable.
///
/// @param asOf the version as of which all this is so; a client that is complete up to it knows it
/// @param flips the smallest changes that would turn the verdict round, the smallest first; empty if
///     none was found
public record Why(Row row, long asOf, Explanation explanation, List<Flip> flips) {
    public Why {
        flips = List.copyOf(flips);
    }
}
