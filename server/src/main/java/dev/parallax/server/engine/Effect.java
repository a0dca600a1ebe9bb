package dev.parallax.server.engine;

import dev.parallax.change.Commit;
import dev.parallax.server.session.Session;

/// What becomes visible to others once a group of transactions is durable, in this order. Immutable.
sealed interface Effect {
    record Committed(Commit commit) implements Effect {}

    record SessionPut(String secretHash, Session session) implements Effect {}

    record SessionEnded(String secretHash, Session session) implements Effect {}
}
