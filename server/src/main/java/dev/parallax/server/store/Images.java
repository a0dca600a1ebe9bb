package dev.parallax.server.store;

import dev.parallax.change.Row;
import dev.parallax.change.RowShape;
import dev.parallax.schema.Field;
import dev.parallax.schema.RecordType;
import dev.parallax.wire.Json;
import dev.parallax.wire.RowJson;
import java.util.ArrayList;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Reads the images of rows in the log, which outlive the schema that they were written by. Immutable.
final class Images {
    private static final String ID = "id";

    private final SchemaHistory schemas;

    Images(SchemaHistory schemas) {
        this.schemas = schemas;
    }

    /// The row as it was written, by the schema of that time.
    ///
    /// @param version of the change that the image belongs to
    /// @throws dev.parallax.wire.InvalidJsonException if it is no row
    Row asWritten(String record, long version, String json) {
        ObjectNode node = Json.parseObject(json);
        Optional<RecordType> type = schemas.at(version).flatMap(schema -> schema.record(record));
        return type.isPresent()
                ? RowJson.decode(type.get(), RowJson.shape(type.get()), node)
                : withoutSchema(record, node);
    }

    /// The row as the schema in force has it: a field that it did not have is null.
    ///
    /// @throws dev.parallax.wire.InvalidJsonException if it is no row
    static Row asOfNow(RecordTable table, String json) {
        return RowJson.decodeFormer(table.type(), table.shape(), Json.parseObject(json));
    }

    /// Nobody knows any more which field is the id; the log says it beside the image.
    private static Row withoutSchema(String record, ObjectNode node) {
        Map<String, @Nullable Object> values = RowJson.values(node);
        String id = values.containsKey(ID) ? ID : Field.UPDATED_AT.name();
        return new Row(new RowShape(record, new ArrayList<>(values.keySet()), id), new ArrayList<>(values.values()));
    }
}
