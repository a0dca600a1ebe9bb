package dev.parallax.schema;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// One side of a comparison. Immutable.
public sealed interface Operand {
    SourceRange range();

    /// A field of the row that is being tested (inside `exists`: of the last record of the path).
    record OfRow(Field field, SourceRange range) implements Operand {}

    /// A field of the session: `Session.userId`.
    record OfSession(Field field, SourceRange range) implements Operand {}

    /// A literal. Null is the literal `Null`; other values are of the literal's type (a DateTime literal is an
    /// Instant).
    record Literal(@Nullable Object value, SourceRange range) implements Operand {}

    /// The right-hand side of `in` and `not in`.
    record ListOf(List<Literal> items, SourceRange range) implements Operand {
        public ListOf {
            items = List.copyOf(items);
        }
    }
}
