package dev.parallax.client;

import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// Collects what one event leads to, and hands out the numbers by which late events are told from current ones.
/// Confined to its client.
final class EffectList {
    private final Map<Timer, Long> armed = new EnumMap<>(Timer.class);
    private List<Effect> effects = new ArrayList<>();
    private final List<StorageChange> changes = new ArrayList<>();
    private long lastNumber;
    private long saveNumber;

    void add(Effect effect) {
        effects.add(effect);
    }

    void ended(WriteResult result) {
        add(new Effect.WriteEnded(result.requestId(), result));
    }

    long nextNumber() {
        return ++lastNumber;
    }

    /// Asks for a change of the device's storage. All changes that one event leads to are one save.
    ///
    /// @return the save's number
    long keep(StorageChange change) {
        if (changes.isEmpty()) {
            saveNumber = nextNumber();
        }
        changes.add(change);
        return saveNumber;
    }

    /// @return the request's number
    long request(String path, String sessionId, ObjectNode body) {
        long number = nextNumber();
        add(new Effect.Request(number, path, sessionId, body));
        return number;
    }

    /// A request that the server may answer when there is something to say.
    ///
    /// @return the request's number
    long poll(String path, String sessionId, ObjectNode body) {
        long number = nextNumber();
        add(new Effect.Request(number, path, sessionId, body, true));
        return number;
    }

    void arm(Timer timer, long delayMillis) {
        long token = nextNumber();
        armed.put(timer, token);
        add(new Effect.SetTimer(timer, token, delayMillis));
    }

    void disarm(Timer timer) {
        if (armed.remove(timer) != null) {
            add(new Effect.CancelTimer(timer));
        }
    }

    boolean isArmed(Timer timer) {
        return armed.containsKey(timer);
    }

    /// Whether this firing is the one that is waited for; it is then no longer armed.
    boolean fired(Event.TimerFired event) {
        return armed.remove(event.timer(), event.token());
    }

    List<Effect> drain() {
        if (!changes.isEmpty()) {
            effects.addFirst(new Effect.Save(saveNumber, changes));
            changes.clear();
        }
        if (effects.isEmpty()) {
            return List.of();
        }
        List<Effect> drained = effects;
        effects = new ArrayList<>();
        return drained;
    }
}
