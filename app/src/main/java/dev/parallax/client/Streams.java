package dev.parallax.client;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The streams that a client has open, and how long each has been silent. Confined to its client.
final class Streams {
    /// Beats without a sign of life: three whole heartbeats, wherever the first beat fell.
    private static final int QUIET_BEATS_LIMIT = 4;

    private final EffectList effects;
    private final long beatMillis;
    /// By number: beats since something came.
    private final Map<Long, Integer> quiet = new LinkedHashMap<>();

    Streams(EffectList effects, ClientConfig config) {
        this.effects = effects;
        this.beatMillis = config.heartbeatMillis();
    }

    /// @param body null to GET
    /// @return the stream's number
    long open(String path, String sessionId, @Nullable ObjectNode body, Framing framing) {
        long stream = effects.nextNumber();
        effects.add(new Effect.OpenStream(stream, path, sessionId, body, framing));
        if (quiet.isEmpty()) {
            effects.arm(Timer.SILENCE, beatMillis);
        }
        quiet.put(stream, 0);
        return stream;
    }

    boolean isOpen(long stream) {
        return quiet.containsKey(stream);
    }

    void heard(long stream) {
        quiet.replace(stream, 0);
    }

    /// It ended by itself.
    void gone(long stream) {
        quiet.remove(stream);
        disarmIfNone();
    }

    void close(long stream) {
        if (quiet.remove(stream) != null) {
            effects.add(new Effect.CloseStream(stream));
        }
        disarmIfNone();
    }

    void closeAll() {
        List.copyOf(quiet.keySet()).forEach(this::close);
    }

    /// One heartbeat's time has passed.
    ///
    /// @return the streams that have been silent for too long
    List<Long> beat() {
        List<Long> silent = new ArrayList<>();
        quiet.replaceAll((stream, beats) -> beats + 1);
        quiet.forEach((stream, beats) -> {
            if (beats >= QUIET_BEATS_LIMIT) {
                silent.add(stream);
            }
        });
        if (!quiet.isEmpty()) {
            effects.arm(Timer.SILENCE, beatMillis);
        }
        return silent;
    }

    private void disarmIfNone() {
        if (quiet.isEmpty()) {
            effects.disarm(Timer.SILENCE);
        }
    }
}
