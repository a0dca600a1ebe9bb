package dev.parallax.policy;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The field values of one session: all that a permission may ask about who is asking. Immutable; equal by values.
///
/// @param values by field name, of the classes that [dev.parallax.schema.ScalarType] names; a missing field is null
public record SessionValues(Map<String, @Nullable Object> values) {
    public SessionValues {
        values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
    }

    public @Nullable Object get(String field) {
        return values.get(field);
    }
}
