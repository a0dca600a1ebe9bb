package dev.parallax.scenario.expectation;

/// How a count compares with the number that is expected.
public enum Bound {
    EXACTLY,
    AT_LEAST,
    AT_MOST;

    boolean test(long count, long number) {
        return switch (this) {
            case EXACTLY -> count == number;
            case AT_LEAST -> count >= number;
            case AT_MOST -> count <= number;
        };
    }
}
