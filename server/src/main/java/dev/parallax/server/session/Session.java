package dev.parallax.server.session;

import dev.parallax.policy.SessionValues;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;

/// One session as it is now. Immutable; a change of its fields makes a new one with the same key.
///
/// @param key names the session for ever; derived from its secret, which cannot be derived from it
/// @param version at which it got these values
/// @param first version at which it began
/// @param changed by field, the version at which it last got another value, for fields that did
public record Session(String key, SessionValues values, long version, long first, Map<String, Long> changed) {
    public Session {
        changed = Map.copyOf(changed);
    }

    /// A new session.
    public Session(String key, SessionValues values, long version) {
        this(key, values, version, version, Map.of());
    }

    /// The session with other values from a version on.
    public Session changedTo(SessionValues next, long at) {
        Map<String, Long> all = new HashMap<>(changed);
        next.values().forEach((field, value) -> {
            if (!Objects.equals(value, values.get(field))) {
                all.put(field, at);
            }
        });
        return new Session(key, next, at, first, all);
    }

    /// The version at which the newest of these fields got another value; 0 if each has had its value from the
    /// beginning.
    public long lastChange(Collection<String> fields) {
        return fields.stream()
                .mapToLong(field -> changed.getOrDefault(field, 0L))
                .max()
                .orElse(0);
    }
}
