package dev.parallax.language;

import dev.parallax.schema.SourceRange;
import org.jspecify.annotations.Nullable;

/// One thing that is wrong with a source text. Immutable.
///
/// @param message one sentence without its full stop; the author's words stand in backticks
/// @param hint what may have been meant, or null: "did you mean `authorUserId`?"
/// @param excerpt the source line, or the part of a long one around the error
public record SchemaError(
        String fileName,
        SourceRange range,
        String message,
        @Nullable String hint,
        Excerpt excerpt) {
    /// A source line and what underlines the error in it. Immutable.
    ///
    /// @param line without its line end
    /// @param carets as many blanks and tabs as stand before the error, then a caret for each of its characters
    public record Excerpt(String line, String carets) {}

    /// Message and hint as one sentence.
    public String sentence() {
        return hint == null ? message : message + "; " + hint;
    }

    /// `file:line:column: message`, the source line, the carets and the hint, each on its own line.
    public String format() {
        String text = fileName + ":" + range.line() + ":" + range.column() + ": " + message + "\n" + excerpt.line()
                + "\n" + excerpt.carets();
        return hint == null ? text : text + "\n" + hint;
    }
}
