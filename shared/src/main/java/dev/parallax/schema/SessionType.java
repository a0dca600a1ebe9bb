package dev.parallax.schema;

import java.util.List;
import java.util.Optional;

/// The `session` block: the fields that every session has. Immutable.
public record SessionType(List<Field> fields) {
    public SessionType {
        fields = List.copyOf(fields);
    }

    public Optional<Field> field(String name) {
        return fields.stream().filter(field -> field.name().equals(name)).findFirst();
    }
}
