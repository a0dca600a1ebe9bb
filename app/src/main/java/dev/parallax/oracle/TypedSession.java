package dev.parallax.oracle;

import dev.parallax.change.Version;
import dev.parallax.policy.SessionValues;
import dev.parallax.schema.Field;
import dev.parallax.schema.ScalarType;
import dev.parallax.schema.Schema;
import java.time.DateTimeException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// A session as the server has it. A client knows no schema and holds a DateTime as text; the server wants it as
/// a moment.
public final class TypedSession {
    private TypedSession() {}

    /// @param session as a client holds it
    /// @param schema the one in force
    public static SessionValues of(SessionValues session, Schema schema) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Field field : schema.session().fields()) {
            Object value = session.get(field.name());
            values.put(
                    field.name(),
                    field.type() == ScalarType.DATE_TIME && value instanceof String text ? moment(text) : value);
        }
        return new SessionValues(values);
    }

    private static @Nullable Object moment(String text) {
        try {
            return Version.parseInstant(text);
        } catch (DateTimeException e) {
            return null;
        }
    }
}
