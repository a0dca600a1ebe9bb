package dev.parallax.server.store;

import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// The tables of a schema, by record. Immutable.
final class Tables {
    private final Schema schema;
    private final Map<String, RecordTable> byRecord = new LinkedHashMap<>();

    /// Tables that are called what their records are called.
    Tables(Schema schema) {
        this(schema, Map.of());
    }

    /// @param names of tables by record, where they differ from the record's
    Tables(Schema schema, Map<String, String> names) {
        this.schema = schema;
        for (RecordType type : schema.records()) {
            String name = names.getOrDefault(type.name(), type.name());
            byRecord.put(type.name(), new RecordTable(type, name));
        }
    }

    Schema schema() {
        return schema;
    }

    RecordTable of(String record) {
        return find(record).orElseThrow(() -> new IllegalArgumentException("no record `" + record + "` in the schema"));
    }

    Optional<RecordTable> find(String record) {
        return Optional.ofNullable(byRecord.get(record));
    }

    List<RecordTable> all() {
        return List.copyOf(byRecord.values());
    }

    /// What the tables are called, by record.
    Map<String, String> names() {
        Map<String, String> names = new LinkedHashMap<>();
        byRecord.forEach((record, table) -> names.put(record, table.tableName()));
        return names;
    }
}
