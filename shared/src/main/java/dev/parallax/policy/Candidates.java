package dev.parallax.policy;

import java.util.Set;

/// Which sessions may see a row, as far as an index can tell. Immutable. It never leaves out a session that may
/// see the row.
public sealed interface Candidates {
    Candidates EVERYONE = new Everyone();
    Candidates NOBODY = new Nobody();
    Candidates UNINDEXED = new Unindexed();

    /// Every session, whatever its values; nothing is left to evaluate.
    record Everyone() implements Candidates {}

    /// No session, whatever its values; nothing is left to evaluate.
    record Nobody() implements Candidates {}

    /// Only sessions that answer to one of the terms; which of them is left to evaluate.
    ///
    /// @param terms at least one
    record Matching(Set<AudienceTerm> terms) implements Candidates {
        public Matching {
            terms = Set.copyOf(terms);
        }
    }

    /// No term narrows it down: evaluate for every distinct audience.
    record Unindexed() implements Candidates {}
}
