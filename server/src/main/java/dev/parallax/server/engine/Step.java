package dev.parallax.server.engine;

import dev.parallax.schema.RecordType;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One checked operation of a mutation: its arguments fit the schema, whether it is allowed is not yet known.
/// Immutable.
public sealed interface Step {
    RecordType type();

    /// @param values by field; fields with a default may be missing
    record Create(RecordType type, Map<String, @Nullable Object> values) implements Step {
        public Create {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /// @param values only the fields to change, at least one
    /// @param baseVersion the version of the row that the change was made on, or null if any will do
    record Update(
            RecordType type,
            long id,
            Map<String, @Nullable Object> values,
            @Nullable Long baseVersion) implements Step {
        public Update {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }
    }

    /// @param baseVersion as for an update
    record Delete(RecordType type, long id, @Nullable Long baseVersion) implements Step {}
}
