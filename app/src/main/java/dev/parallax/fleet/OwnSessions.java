package dev.parallax.fleet;

import dev.parallax.server.session.Sessions;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.Queue;
import java.util.Set;

/// The sessions that clients of a fleet have or had: a connection may outlive its client for a while. Of more than a
/// server can have, the oldest are forgotten. Thread-safe.
final class OwnSessions {
    private final Set<String> keys = new HashSet<>();
    private final Queue<String> order = new ArrayDeque<>();

    /// Called before anything is sent under the session.
    synchronized void add(String secret) {
        String key = Sessions.key(Sessions.hash(secret));
        if (keys.add(key)) {
            order.add(key);
        }
        if (keys.size() > Sessions.COUNT_LIMIT) {
            keys.remove(order.remove());
        }
    }

    synchronized boolean contains(String key) {
        return keys.contains(key);
    }
}
