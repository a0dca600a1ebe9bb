package dev.parallax.scenario.expectation;

/// Whether something expected is so.
public enum Verdict {
    HOLDS,
    FAILS,
    /// Nobody can say yet: nobody of whom the sentence speaks is there, or they have not caught up.
    /// Never taken for true.
    UNDECIDED
}
