package dev.parallax.server.engine;

import dev.parallax.schema.Field;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;

/// What a schema must not ask for, beyond the language's own rules. Stateless.
final class SupportedSchema {
    private SupportedSchema() {}

    /// @throws UnsupportedSchemaException naming the first thing
    static void require(Schema schema) {
        for (RecordType type : schema.records()) {
            for (Field field : type.fields()) {
                if (Arguments.RESERVED.contains(field.name())) {
                    throw new UnsupportedSchemaException(
                            at(field.range().line(), field.range().column())
                                    + "record `" + type.name() + "` cannot have a field `" + field.name()
                                    + "`: that is an argument of every change");
                }
            }
        }
    }

    private static String at(int line, int column) {
        return "line " + line + ", column " + column + ": ";
    }
}
