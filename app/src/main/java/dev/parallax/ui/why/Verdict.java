package dev.parallax.ui.why;

import dev.parallax.policy.Explanation;
import dev.parallax.policy.Flip;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Why a row is here, or why not: one sentence, and the three layers that decide it. Immutable.
///
/// @param policy the permission with its values; null if there is no such row
/// @param flips the smallest changes that would turn the permission's verdict round
public record Verdict(
        Kind kind,
        String sentence,
        Layer policyLayer,
        Layer sync,
        Layer overlay,
        @Nullable Explanation policy,
        List<Flip> flips) {
    public Verdict {
        flips = List.copyOf(flips);
    }

    /// How good or bad it is; decides colour and icon.
    public enum Tone {
        /// As it should be, and here.
        GOOD,
        /// As it should be, and not here.
        DENIED,
        /// On its way, or about to be decided.
        WAITING,
        /// Should not be.
        WRONG,
        /// There is nothing to say.
        NEUTRAL
    }

    /// What is the case.
    public enum Kind {
        HELD(Tone.GOOD),
        DENIED(Tone.DENIED),
        NO_ROW(Tone.NEUTRAL),
        /// Deleted on the server; the client has not heard.
        GONE_STILL_HELD(Tone.WAITING),
        NOT_DELIVERED(Tone.WAITING),
        /// Held as it was before a change that is on its way.
        OUTDATED(Tone.WAITING),
        /// Permitted, but outside what this client asks for.
        NOT_FOLLOWED(Tone.NEUTRAL),
        /// Held though no longer permitted, because the client has not heard.
        STILL_HELD(Tone.WAITING),
        LEAK(Tone.WRONG),
        MISSING(Tone.WRONG),
        /// Held with other content than it has.
        SPOILT(Tone.WRONG),
        /// The client's own pending deletion covers it.
        HIDDEN_BY_EDIT(Tone.WAITING),
        /// The client's own pending edit shows instead of what the server has.
        EDITED(Tone.WAITING),
        /// Made by the client; the server has not answered.
        CREATED_HERE(Tone.WAITING),
        /// The client's edit waits for a decision.
        CONFLICT(Tone.WAITING),
        /// The client's last edit of it was refused.
        WRITE_REFUSED(Tone.DENIED);

        private final Tone tone;

        Kind(Tone tone) {
            this.tone = tone;
        }

        public Tone tone() {
            return tone;
        }
    }

    /// What one of the layers says.
    public record Layer(Tone tone, String sentence) {}
}
