package dev.parallax.ui.policy;

import dev.parallax.change.Row;
import dev.parallax.fleet.FleetClient;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What the clients hold, taken before a schema is applied, to count afterwards what came and went.
/// Immutable; pure.
///
/// @param held ids by record, by client
record Outcome(Map<Integer, Map<String, Set<Long>>> held) {
    static Outcome before(List<FleetClient> clients) {
        Map<Integer, Map<String, Set<Long>>> held = new HashMap<>();
        clients.forEach(client -> held.put(client.number(), held(client)));
        return new Outcome(held);
    }

    /// What really changed.
    record Change(int gaining, int gained, int losing, int lost) {
        boolean isAsPredicted(Impact impact) {
            return gained == impact.gained()
                    && lost == impact.lost()
                    && gaining == impact.gaining()
                    && losing == impact.losing();
        }

        String sentence() {
            return Impact.sentence(gaining, gained, losing, lost);
        }
    }

    Change until(List<FleetClient> clients) {
        int gaining = 0;
        int gained = 0;
        int losing = 0;
        int lost = 0;
        for (FleetClient client : clients) {
            Map<String, Set<Long>> before = held.get(client.number());
            if (before != null) {
                Map<String, Set<Long>> now = held(client);
                int came = missingFrom(before, now);
                int went = missingFrom(now, before);
                gaining += came > 0 ? 1 : 0;
                losing += went > 0 ? 1 : 0;
                gained += came;
                lost += went;
            }
        }
        return new Change(gaining, gained, losing, lost);
    }

    private static int missingFrom(Map<String, Set<Long>> some, Map<String, Set<Long>> others) {
        int missing = 0;
        for (Map.Entry<String, Set<Long>> entry : others.entrySet()) {
            Set<Long> ids = new HashSet<>(entry.getValue());
            ids.removeAll(some.getOrDefault(entry.getKey(), Set.of()));
            missing += ids.size();
        }
        return missing;
    }

    /// Of records that the client only reads now and then nothing is counted.
    private static Map<String, Set<Long>> held(FleetClient client) {
        Map<String, Set<Long>> held = new HashMap<>();
        var snapshot = client.snapshot();
        snapshot.tables().forEach((record, table) -> {
            if (snapshot.coverage().covers(record)) {
                held.put(
                        record,
                        new HashSet<>(table.synced().stream().map(Row::id).toList()));
            }
        });
        return held;
    }
}
