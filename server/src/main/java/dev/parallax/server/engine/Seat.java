package dev.parallax.server.engine;

import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// One subscriber's place in a crowd. Confined to the lock of its [Audiences].
final class Seat {
    private static final Logger LOG = LoggerFactory.getLogger(Seat.class);

    private final String sessionKey;
    private final Subscriber subscriber;
    private Crowd crowd;
    private boolean left;

    Seat(String sessionKey, Subscriber subscriber, Crowd crowd) {
        this.sessionKey = sessionKey;
        this.subscriber = subscriber;
        this.crowd = crowd;
    }

    String sessionKey() {
        return sessionKey;
    }

    Crowd crowd() {
        return crowd;
    }

    void moveTo(Crowd next) {
        crowd = next;
    }

    /// Nothing is told from now on.
    void leave() {
        left = true;
    }

    /// One subscriber that breaks its rule and throws takes nothing from the others.
    void tell(Consumer<Subscriber> call) {
        if (left) {
            return;
        }
        try {
            call.accept(subscriber);
        } catch (RuntimeException e) {
            LOG.error("A subscriber failed", e);
        }
    }
}
