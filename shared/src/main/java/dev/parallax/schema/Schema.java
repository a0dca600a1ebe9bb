package dev.parallax.schema;

import java.util.List;
import java.util.Optional;

/// A whole checked schema. Immutable.
///
/// @param source the text it was parsed from
/// @param records in declaration order
public record Schema(String source, SessionType session, List<RecordType> records) {
    public Schema {
        records = List.copyOf(records);
    }

    public Optional<RecordType> record(String name) {
        return records.stream().filter(type -> type.name().equals(name)).findFirst();
    }

    /// The record that a link or a checked name leads to; a checked schema has it.
    public RecordType require(String name) {
        return record(name).orElseThrow(() -> new IllegalArgumentException("no record `" + name + "` in the schema"));
    }
}
