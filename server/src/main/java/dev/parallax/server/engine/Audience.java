package dev.parallax.server.engine;

import dev.parallax.policy.SessionValues;
import java.util.LinkedHashSet;
import java.util.Set;

/// The crowds that agree on every session field that one record's query permission names: one evaluation serves
/// them all. Confined to the lock of its [Audiences].
final class Audience {
    private final SessionValues values;
    private final Set<Crowd> crowds = new LinkedHashSet<>();

    Audience(SessionValues values) {
        this.values = values;
    }

    SessionValues values() {
        return values;
    }

    Set<Crowd> crowds() {
        return crowds;
    }
}
