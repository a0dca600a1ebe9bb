package dev.parallax.policy;

import dev.parallax.change.Row;
import dev.parallax.schema.Expression;

/// Says of an `exists` whether it holds for a row, for one session in one state of the data.
@FunctionalInterface
public interface LinkAnswers {
    /// For permissions without `exists`: nothing holds.
    LinkAnswers NONE = (exists, row) -> false;

    /// @param exists of the expression that is evaluated, the very object
    boolean holds(Expression.Exists exists, Row row);
}
