package dev.parallax.scenario.expectation;

import java.util.List;

/// A sentence could not be understood. Its message says where, what was expected, and what may have
/// been meant.
public final class ExpectationException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final int column;
    private final String sentence;
    private final transient List<String> expected;

    /// @param column of the first character that does not fit, from 1
    ExpectationException(int column, String sentence, List<String> expected) {
        super("column " + column + ": " + sentence);
        this.column = column;
        this.sentence = sentence;
        this.expected = List.copyOf(expected);
    }

    public int column() {
        return column;
    }

    /// What is wrong, without the place.
    public String sentence() {
        return sentence;
    }

    /// The words that could stand there.
    List<String> expected() {
        return expected;
    }
}
