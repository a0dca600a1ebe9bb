package dev.parallax.scenario.plan;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A change of one row. Immutable. A field's value is a Long, Double, Boolean, String, [NameRef] or
/// null.
public sealed interface Edit {
    record Create(String record, Map<String, @Nullable Object> fields) implements Edit {
        public Create {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }
    }

    /// @param fields that change
    record Update(RowRef row, Map<String, @Nullable Object> fields) implements Edit {
        public Update {
            fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
        }
    }

    record Delete(RowRef row) implements Edit {}
}
