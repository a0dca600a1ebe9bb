package dev.parallax.schema;

/// A stretch of schema source.
///
/// @param start offset of the first character, in UTF-16 units from 0
/// @param end offset after the last character
/// @param line line of the first character, from 1
/// @param column column of the first character, from 1
public record SourceRange(int start, int end, int line, int column) {
    /// For trees that no text stands behind.
    public static final SourceRange NONE = new SourceRange(0, 0, 1, 1);

    /// From the start of this range to the end of `other`.
    public SourceRange to(SourceRange other) {
        return new SourceRange(start, other.end, line, column);
    }
}
