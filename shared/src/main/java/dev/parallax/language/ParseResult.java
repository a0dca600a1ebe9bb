package dev.parallax.language;

import dev.parallax.schema.Schema;
import java.util.List;

/// What became of a source text. Immutable.
public sealed interface ParseResult {
    /// The text is a schema.
    record Parsed(Schema schema) implements ParseResult {}

    /// The text is none.
    ///
    /// @param errors at least one, in source order; at most [SchemaLanguage#ERRORS_LIMIT] of them, and one that
    /// says how many more there are
    record Rejected(List<SchemaError> errors) implements ParseResult {
        public Rejected {
            errors = List.copyOf(errors);
        }
    }
}
