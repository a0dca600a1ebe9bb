package dev.parallax.client;

import dev.parallax.wire.CursorJson;
import dev.parallax.wire.CursorMessage.FromClient.Ping;

/// Notices that a connection fell silent, so that a client never shows as connected and receives nothing again.
/// A ping follows three heartbeats of silence, and gets one heartbeat's time. Confined to its client.
final class Watchdog {
    /// Heartbeats that may be late or lost before anyone worries.
    private static final int HEARTBEATS = 3;

    /// What a timer showed.
    enum Verdict {
        WELL,
        /// The server answers pings but sends nothing else: ask it for what is new.
        NO_NEWS,
        DEAD
    }

    private final EffectList effects;
    private final long heartbeatMillis;
    private boolean heard;
    private boolean news;

    Watchdog(EffectList effects, long heartbeatMillis) {
        this.effects = effects;
        this.heartbeatMillis = heartbeatMillis;
    }

    void start() {
        heard = false;
        news = false;
        effects.arm(Timer.SILENCE, HEARTBEATS * heartbeatMillis);
    }

    void stop() {
        effects.disarm(Timer.SILENCE);
        effects.disarm(Timer.PONG);
    }

    /// @param isNews false for the answer to a ping
    void heard(boolean isNews) {
        heard = true;
        news |= isNews;
    }

    void silenceOver(long connection) {
        if (news) {
            start();
            return;
        }
        heard = false;
        effects.add(new Effect.SendText(connection, CursorJson.encode(new Ping())));
        effects.arm(Timer.PONG, heartbeatMillis);
    }

    Verdict pingOver() {
        if (!heard) {
            return Verdict.DEAD;
        }
        Verdict verdict = news ? Verdict.WELL : Verdict.NO_NEWS;
        start();
        return verdict;
    }
}
