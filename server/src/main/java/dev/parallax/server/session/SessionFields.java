package dev.parallax.server.session;

import dev.parallax.policy.SessionValues;
import dev.parallax.schema.Field;
import dev.parallax.schema.SessionType;
import dev.parallax.wire.Problem;
import dev.parallax.wire.Problem.Code;
import dev.parallax.wire.Problem.FieldError;
import dev.parallax.wire.ProblemException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Reads the fields of a session from a body. Stateless.
public final class SessionFields {
    private SessionFields() {}

    /// The fields that the body gives, checked.
    ///
    /// @throws ProblemException INVALID with every field that is unknown, of the wrong type, or null where it
    ///     must not be
    public static Map<String, @Nullable Object> read(SessionType type, ObjectNode body) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        List<FieldError> errors = new ArrayList<>();
        for (String name : body.propertyNames()) {
            Field field = type.field(name).orElse(null);
            if (field == null) {
                errors.add(new FieldError(name, "`" + name + "` is not a field of the session"));
            } else {
                switch (FieldValues.check(field, body.get(name))) {
                    case FieldValues.Fits fits -> values.put(name, fits.value());
                    case FieldValues.Wrong wrong -> errors.add(new FieldError(name, wrong.message()));
                }
            }
        }
        if (!errors.isEmpty()) {
            String detail = errors.size() == 1
                    ? errors.getFirst().message()
                    : errors.size() + " fields of the session are wrong";
            throw new ProblemException(new Problem(Code.INVALID, Code.INVALID.status(), detail, errors));
        }
        return values;
    }

    /// Whether every field that the body names has this value. A body that cannot be read does not agree.
    public static boolean agree(SessionType type, ObjectNode body, SessionValues values) {
        try {
            return read(type, body).entrySet().stream()
                    .allMatch(field -> Objects.equals(field.getValue(), values.get(field.getKey())));
        } catch (ProblemException e) {
            return false;
        }
    }
}
