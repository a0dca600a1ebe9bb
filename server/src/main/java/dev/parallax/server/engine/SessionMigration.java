package dev.parallax.server.engine;

import dev.parallax.change.Version;
import dev.parallax.policy.SessionValues;
import dev.parallax.schema.Field;
import dev.parallax.schema.SessionType;
import dev.parallax.server.session.Session;
import dev.parallax.server.session.SessionDefaults;
import dev.parallax.server.session.Sessions;
import dev.parallax.server.store.Loss;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What becomes of living sessions when a schema declares other session fields. Immutable.
///
/// @param losses values that the next schema has no place for
record SessionMigration(SessionType next, Map<String, Session> before, List<Loss> losses) {
    static SessionMigration of(SessionType earlier, SessionType next, Sessions sessions) {
        List<Loss> losses = new ArrayList<>();
        if (fields(earlier).equals(fields(next))) {
            return new SessionMigration(next, Map.of(), losses);
        }
        Map<String, Session> all = sessions.byHash();
        for (Field field : earlier.fields()) {
            long count = all.values().stream()
                    .filter(session -> session.values().get(field.name()) != null)
                    .count();
            if (!keeps(field, next) && count > 0) {
                losses.add(new Loss(
                        "Session",
                        field.name(),
                        count,
                        "drop what " + count + (count == 1 ? " session has" : " sessions have") + " in `" + field.name()
                                + "`"));
            }
        }
        return new SessionMigration(next, all, losses);
    }

    /// Every session whose values are others then, by its hash.
    Map<String, Session> at(long version) {
        Map<String, Session> moved = new LinkedHashMap<>();
        before.forEach((hash, session) -> {
            SessionValues values = values(session, version);
            if (!values.equals(session.values())) {
                moved.put(hash, session.changedTo(values, version));
            }
        });
        return moved;
    }

    private SessionValues values(Session session, long version) {
        Map<String, @Nullable Object> kept = new LinkedHashMap<>();
        for (Field field : next.fields()) {
            Object value = session.values().get(field.name());
            if (value == null
                    ? field.nullable() && session.values().values().containsKey(field.name())
                    : field.type().javaType().isInstance(value)) {
                kept.put(field.name(), value);
            }
        }
        return SessionDefaults.fill(next, kept, null, Version.instant(version));
    }

    private static boolean keeps(Field field, SessionType next) {
        return next.field(field.name())
                .filter(later -> later.type() == field.type())
                .isPresent();
    }

    private static List<String> fields(SessionType type) {
        return type.fields().stream()
                .map(field -> field.name() + " " + field.type().keyword() + (field.nullable() ? "?" : ""))
                .sorted()
                .toList();
    }
}
