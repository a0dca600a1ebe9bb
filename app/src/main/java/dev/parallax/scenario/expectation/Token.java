package dev.parallax.scenario.expectation;

/// A word, number, text or name of a sentence. Immutable.
///
/// @param text as it was written; of a TEXT what is between its quotes
/// @param start offset of its first character, from 0
/// @param end offset after its last character
record Token(Kind kind, String text, int start, int end) {
    enum Kind {
        WORD,
        NUMBER,
        TEXT,
        /// `$draft`, without the `$`.
        NAME,
        /// What no sentence has.
        ODD,
        END
    }

    boolean isWord(String word) {
        return kind == Kind.WORD && text.equalsIgnoreCase(word);
    }

    /// As an error names it.
    String shown() {
        return switch (kind) {
            case END -> "the end";
            case TEXT -> "`\"" + text + "\"`";
            case NAME -> "`$" + text + "`";
            case WORD, NUMBER, ODD -> "`" + text + "`";
        };
    }
}
