package dev.parallax.server.engine;

import dev.parallax.change.Commit;
import dev.parallax.server.session.Session;

/// What becomes visible to others once a group of transactions is durable, in this order. Immutable.
sealed interface Effect {
    /// @param linked what it did to rows that it did not change
    record Committed(Commit commit, LinkedEffects linked) implements Effect {}

    record SessionPut(String secretHash, Session session) implements Effect {}

    record SessionEnded(String secretHash, Session session) implements Effect {}
}
