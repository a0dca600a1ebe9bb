package dev.parallax.scenario.expectation;

/// What a fact is at one moment. Immutable.
///
/// @param sentence why, for a person
/// @param place where to look
public record Reading(Verdict verdict, String sentence, Place place) {
    static Reading holds(String sentence, Place place) {
        return new Reading(Verdict.HOLDS, sentence, place);
    }

    static Reading fails(String sentence, Place place) {
        return new Reading(Verdict.FAILS, sentence, place);
    }

    static Reading undecided(String sentence) {
        return new Reading(Verdict.UNDECIDED, sentence, Place.NOWHERE);
    }

    static Reading of(boolean holds, String sentence, Place place) {
        return holds ? holds(sentence, place) : fails(sentence, place);
    }

    /// The opposite; what nobody can say, nobody can say the opposite of either.
    Reading negated() {
        return switch (verdict) {
            case HOLDS -> fails(sentence, place);
            case FAILS -> holds(sentence, place);
            case UNDECIDED -> this;
        };
    }
}
