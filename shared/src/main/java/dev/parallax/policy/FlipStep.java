package dev.parallax.policy;

import dev.parallax.change.Row;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// One thing that would have to be otherwise for a permission to say the opposite. Immutable.
public sealed interface FlipStep {
    /// Another value in a row that is there.
    ///
    /// @param any whether `to` is only an example: nearly every other value would do
    record SetField(
            String record,
            long id,
            String field,
            @Nullable Object from,
            @Nullable Object to,
            boolean any) implements FlipStep {}

    /// Another value in the session.
    ///
    /// @param any whether `to` is only an example
    record SetSession(
            String field, @Nullable Object from, @Nullable Object to, boolean any) implements FlipStep {}

    /// A new row.
    ///
    /// @param id negative: the server gives the real one
    /// @param values of all fields; those that do not decide are placeholders
    /// @param deciding the fields whose values matter
    record AddRow(String record, long id, Map<String, @Nullable Object> values, Set<String> deciding)
            implements FlipStep {
        public AddRow {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
            deciding = Collections.unmodifiableSet(new java.util.LinkedHashSet<>(deciding));
        }
    }

    /// A row less.
    record RemoveRow(Row row) implements FlipStep {}
}
