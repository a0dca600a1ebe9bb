package dev.parallax.scenario.expectation;

import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// A sentence that was understood. Immutable.
///
/// @param text as it was written, without needless blanks
/// @param limit by when it must be so; only in tense WITHIN
public record Expectation(
        String text, Fact fact, Tense tense, @Nullable Duration limit) {
    /// When it must be so.
    public enum Tense {
        /// At the moment that is asked about.
        STATE,
        /// From the beginning of checking to its end: once broken, broken.
        LASTING,
        /// At some time before the limit. For `all converge` the limit begins anew with every change.
        WITHIN
    }

    /// The same, to be so from now on.
    public Expectation lasting() {
        return new Expectation(text, fact, Tense.LASTING, null);
    }

    /// The same, to be so at the moment that is asked about.
    public Expectation asState() {
        return new Expectation(text, fact, Tense.STATE, null);
    }

    /// The same, to be so at some time before `by`.
    public Expectation within(Duration by) {
        return new Expectation(text, fact, Tense.WITHIN, by);
    }

    /// Whether it can only be checked all the time.
    public boolean isOnlyLasting() {
        return fact instanceof Fact.PurgesWithin;
    }

    boolean needsAgreement() {
        return fact instanceof Fact.Converged || needsExposures();
    }

    boolean needsExposures() {
        return fact instanceof Fact.PurgesWithin;
    }
}
