package dev.parallax.server.store;

import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// The tables of a schema, by record. Immutable.
final class Tables {
    private final Map<String, RecordTable> byRecord = new LinkedHashMap<>();

    Tables(Schema schema) {
        for (RecordType type : schema.records()) {
            byRecord.put(type.name(), new RecordTable(type));
        }
    }

    RecordTable of(String record) {
        RecordTable table = byRecord.get(record);
        if (table == null) {
            throw new IllegalArgumentException("no record `" + record + "` in the schema");
        }
        return table;
    }

    List<RecordTable> all() {
        return List.copyOf(byRecord.values());
    }
}
