package dev.parallax.policy;

/// What a part of an expression has to become for the whole to flip.
enum FlipGoal {
    TRUE,
    FALSE,
    NOT_TRUE,
    NOT_FALSE;

    boolean isMetBy(Truth truth) {
        return switch (this) {
            case TRUE -> truth == Truth.TRUE;
            case FALSE -> truth == Truth.FALSE;
            case NOT_TRUE -> truth != Truth.TRUE;
            case NOT_FALSE -> truth != Truth.FALSE;
        };
    }

    /// What the term of a negation has to become.
    FlipGoal negated() {
        return switch (this) {
            case TRUE -> FALSE;
            case FALSE -> TRUE;
            case NOT_TRUE -> NOT_FALSE;
            case NOT_FALSE -> NOT_TRUE;
        };
    }

    /// Whether every term of a conjunction has to reach the goal; else one is enough. Of a disjunction
    /// the reverse.
    boolean isRising() {
        return this == TRUE || this == NOT_FALSE;
    }
}
