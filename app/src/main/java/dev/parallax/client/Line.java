package dev.parallax.client;

import dev.parallax.client.Watchdog.Verdict;

/// The client's socket: from opening it, over the greeting, to its silence or end. Confined to its client.
final class Line {
    private final EffectList effects;
    private final Watchdog watchdog;
    private final long greetingMillis;
    private long connection;
    private boolean greeted;

    Line(EffectList effects, ClientConfig config) {
        this.effects = effects;
        this.watchdog = new Watchdog(effects, config.heartbeatMillis());
        this.greetingMillis = config.greetingMillis();
    }

    void open(String sessionId) {
        connection = effects.nextNumber();
        effects.add(new Effect.OpenSocket(connection, sessionId));
        effects.arm(Timer.GREETING, greetingMillis);
    }

    /// Whether an event is of this socket and not of an earlier one.
    boolean concerns(Event.OfSocket event) {
        return event.connection() == connection;
    }

    /// The server is collecting changes for this client from here on.
    void greet() {
        greeted = true;
        effects.disarm(Timer.GREETING);
        watchdog.start();
    }

    boolean isGreeted() {
        return greeted;
    }

    /// @param isNews false for the answer to a ping
    void heard(boolean isNews) {
        watchdog.heard(isNews);
    }

    void silenceOver() {
        watchdog.silenceOver(connection);
    }

    Verdict pingOver() {
        return watchdog.pingOver();
    }

    void close() {
        watchdog.stop();
        effects.disarm(Timer.GREETING);
        if (connection != 0) {
            effects.add(new Effect.CloseSocket(connection));
        }
        connection = 0;
        greeted = false;
    }
}
