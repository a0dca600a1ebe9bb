package dev.parallax.server.engine;

import dev.parallax.policy.SessionValues;
import java.util.LinkedHashSet;
import java.util.Set;

/// The live subscribers of all sessions that agree on every session field that any query permission names: they
/// always see the same. Confined to the lock of its [Audiences].
final class Crowd {
    private final SessionValues values;
    private final Set<Seat> seats = new LinkedHashSet<>();

    Crowd(SessionValues values) {
        this.values = values;
    }

    SessionValues values() {
        return values;
    }

    Set<Seat> seats() {
        return seats;
    }
}
