package dev.parallax.policy;

import dev.parallax.change.Row;

/// Finds the rows that an `exists` asks about. Implementations must return every row of `record` whose `field`
/// equals `value`, and only those, from one consistent state of the data.
@FunctionalInterface
public interface LinkedRows {
    /// For permissions without `exists`: finds nothing.
    LinkedRows NONE = (record, field, value) -> java.util.List.of();

    /// @param value never null: null links to nothing
    Iterable<Row> find(String record, String field, Object value);
}
