package dev.parallax.server.front;

import dev.parallax.schema.DefaultValue;
import dev.parallax.schema.Field;
import dev.parallax.schema.Link;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import dev.parallax.wire.Json;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// A schema as a program reads it that does not know the language: fields, links and topics, without permissions.
final class SchemaJson {
    private SchemaJson() {}

    static ObjectNode encode(Schema schema) {
        ObjectNode node = Json.object();
        fields(node.putArray("session"), schema.session().fields(), "");
        ArrayNode records = node.putArray("records");
        schema.records().forEach(type -> record(records.addObject(), type));
        return node;
    }

    private static void record(ObjectNode node, RecordType type) {
        node.put("name", type.name()).put("id", type.idField()).put("topic", type.topic());
        fields(node.putArray("fields"), type.fields(), type.idField());
        ArrayNode links = node.putArray("links");
        for (Link link : type.links()) {
            if (!link.many()) {
                links.addObject().put("field", link.localField()).put("record", link.target());
            }
        }
    }

    private static void fields(ArrayNode nodes, List<Field> fields, String idField) {
        for (Field field : fields) {
            ObjectNode node = nodes.addObject()
                    .put("name", field.name())
                    .put("type", field.type().keyword())
                    .put("nullable", field.nullable())
                    .put("isId", field.name().equals(idField));
            DefaultValue otherwise = field.defaultValue();
            if (otherwise != null) {
                node.put(
                        "default",
                        switch (otherwise) {
                            case DefaultValue.Constant constant -> String.valueOf(constant.value());
                            case DefaultValue.Now now -> "now";
                            case DefaultValue.FromSession from -> "Session." + from.field();
                        });
            }
        }
    }
}
