package dev.parallax.scenario.expectation;

import dev.parallax.oracle.Held;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// How long clients go on holding rows that they may no longer see. It is told now and then who holds
/// what without the right, and every state that clients publish, so that an end is known to the moment.
/// Pure; confined to its caller.
public final class ExposureTracker {
    private final Map<Key, Exposure> open = new HashMap<>();
    private final List<Exposure> ended = new ArrayList<>();
    private long lastTickMicros;

    private record Key(int clientNumber, String record, long id) {}

    /// Who held what without the right.
    ///
    /// A row whose right was lost since the tick before lost it when the row changed, or else with the
    /// newest change of all, or else (another session, another policy) when it was first noticed: never
    /// earlier than it really was.
    ///
    /// @param micros when the clients were looked at
    public void tick(long micros, List<Held> held, long headVersion) {
        Set<Key> now = new HashSet<>();
        for (Held row : held) {
            Key key = new Key(row.clientNumber(), row.record(), row.id());
            now.add(key);
            Exposure known = open.get(key);
            long since = known == null ? since(micros, row.changedVersion(), headVersion) : known.sinceMicros();
            open.put(key, new Exposure(key.clientNumber(), key.record(), key.id(), since, micros, false));
        }
        // What is gone without a state that says so (the right came back) ended when it was last seen.
        open.values().stream()
                .filter(exposure -> !now.contains(key(exposure)))
                .toList()
                .forEach(exposure -> end(exposure, exposure.untilMicros()));
        lastTickMicros = micros;
    }

    private long since(long micros, long changedVersion, long headVersion) {
        return changedVersion > lastTickMicros ? changedVersion : headVersion > lastTickMicros ? headVersion : micros;
    }

    /// A client published a state: what it no longer holds has ended.
    public void saw(Sight sight) {
        if (open.isEmpty()) {
            return;
        }
        open.values().stream()
                .filter(exposure -> exposure.clientNumber() == sight.client().number()
                        && sight.micros() >= exposure.untilMicros()
                        && sight.client()
                                .row(exposure.record(), exposure.id(), false)
                                .isEmpty())
                .toList()
                .forEach(exposure -> end(exposure, sight.micros()));
    }

    /// Those that go on, and those that ended since this was asked last.
    public List<Exposure> take() {
        List<Exposure> all = new ArrayList<>(ended);
        all.addAll(open.values());
        ended.clear();
        return all;
    }

    private void end(Exposure exposure, long micros) {
        open.remove(key(exposure));
        ended.add(new Exposure(
                exposure.clientNumber(), exposure.record(), exposure.id(), exposure.sinceMicros(), micros, true));
    }

    private static Key key(Exposure exposure) {
        return new Key(exposure.clientNumber(), exposure.record(), exposure.id());
    }
}
