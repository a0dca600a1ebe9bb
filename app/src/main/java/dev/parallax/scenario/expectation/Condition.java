package dev.parallax.scenario.expectation;

import dev.parallax.change.Row;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What a field of a row is or is not. Immutable.
///
/// @param value a Long, Double, Boolean, String or null; a moment is its text
public record Condition(
        String field, boolean negated, @Nullable Object value) {
    boolean test(Row row) {
        Object found = row.get(field);
        boolean same = switch (value) {
            case Double number when found instanceof Long whole -> whole.doubleValue() == number;
            case Long whole when found instanceof Double number -> number == whole.doubleValue();
            case null, default -> Objects.equals(found, value);
        };
        return same != negated;
    }
}
