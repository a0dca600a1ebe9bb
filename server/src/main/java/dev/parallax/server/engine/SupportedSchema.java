package dev.parallax.server.engine;

import dev.parallax.schema.Field;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import dev.parallax.wire.Problem.FieldError;
import java.util.ArrayList;
import java.util.List;

/// What a schema must not ask for, beyond the language's own rules. Stateless.
final class SupportedSchema {
    private SupportedSchema() {}

    /// @throws UnsupportedSchemaException naming everything
    static void require(Schema schema) {
        List<FieldError> errors = new ArrayList<>();
        for (RecordType type : schema.records()) {
            for (Field field : type.fields()) {
                if (Arguments.RESERVED.contains(field.name())) {
                    errors.add(new FieldError(
                            field.range().line() + ":" + field.range().column(),
                            "record `" + type.name() + "` cannot have a field `" + field.name()
                                    + "`: that is an argument of every change"));
                }
            }
        }
        if (!errors.isEmpty()) {
            throw new UnsupportedSchemaException(errors);
        }
    }
}
