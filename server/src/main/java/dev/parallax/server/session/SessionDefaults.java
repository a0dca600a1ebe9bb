package dev.parallax.server.session;

import dev.parallax.policy.SessionValues;
import dev.parallax.schema.DefaultValue;
import dev.parallax.schema.Field;
import dev.parallax.schema.SessionType;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Fills in what whoever opens a session left out. Stateless.
public final class SessionDefaults {
    /// The field that, left out, becomes some existing user's id: who opens the playground is somebody.
    public static final String USER_ID = "userId";

    private static final String ROLE = "role";
    /// The role of least authority.
    private static final String USER_ROLE = "user";

    private SessionDefaults() {}

    /// @param someUser an existing user's id, or null if there is none
    public static SessionValues fill(
            SessionType type, Map<String, @Nullable Object> given, @Nullable Long someUser, Instant now) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (Field field : type.fields()) {
            boolean isSomeUser =
                    field.name().equals(USER_ID) && field.type().javaType() == Long.class && someUser != null;
            if (given.containsKey(field.name())) {
                values.put(field.name(), given.get(field.name()));
            } else {
                values.put(field.name(), isSomeUser ? someUser : missing(field, now));
            }
        }
        return new SessionValues(values);
    }

    private static @Nullable Object missing(Field field, Instant now) {
        return switch (field.defaultValue()) {
            case DefaultValue.Constant constant -> constant.value();
            case DefaultValue.Now ignored -> now;
            case DefaultValue.FromSession ignored -> null;
            case null -> field.nullable() ? null : neutral(field);
        };
    }

    private static Object neutral(Field field) {
        return switch (field.type()) {
            case INT -> 0L;
            case FLOAT -> 0.0;
            case STRING -> field.name().equals(ROLE) ? USER_ROLE : "";
            case BOOL -> false;
            case DATE_TIME -> Instant.EPOCH;
        };
    }
}
