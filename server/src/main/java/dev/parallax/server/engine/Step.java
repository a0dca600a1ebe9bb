package dev.parallax.server.engine;

import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One checked operation of a mutation: its arguments fit the schema, whether it is allowed is not yet known.
/// Immutable.
public sealed interface Step {
    RecordType type();

    /// The same operation by another schema.
    ///
    /// @throws dev.parallax.wire.ProblemException NOT_FOUND if there is no such record any more; INVALID if the
    ///     arguments do not fit it
    default Step in(Schema schema) {
        RecordType type = schema.record(type().name()).orElse(null);
        return type == type() ? this : StepRevision.of(this, type);
    }

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
