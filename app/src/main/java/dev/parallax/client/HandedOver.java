package dev.parallax.client;

import dev.parallax.change.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/// How a client of the cursor dialect, which keeps nothing itself, is handed what it held in another run: its rows, and
/// its cursor for each table. It takes them once; they are gone from the device when it has begun. Stateless.
public final class HandedOver {
    private static final String PREFIX = "handed-over.";
    private static final char SEPARATOR = ' ';

    private HandedOver() {}

    /// What another run of the client would have to find on its device.
    ///
    /// @param kept by the device: what waits in the outbox
    public static Kept of(Kept kept, ReplicaSnapshot snapshot) {
        Map<String, List<Row>> rows = new LinkedHashMap<>();
        Map<String, String> values = new LinkedHashMap<>(kept.values());
        snapshot.tables().forEach((record, table) -> {
            Long lastSeen = table.lastSeen();
            if (lastSeen != null) {
                rows.put(record, table.synced());
                String hash = table.permissionHash();
                values.put(PREFIX + record, lastSeen + (hash == null ? "" : SEPARATOR + hash));
            }
        });
        return new Kept(kept.deviceId(), kept.outbox(), rows, values);
    }

    /// @throws IllegalArgumentException if a cursor is none
    static void take(Kept kept, Replica replica, EffectList effects) {
        long complete = Long.MAX_VALUE;
        for (Map.Entry<String, String> value : kept.values().entrySet()) {
            if (value.getKey().startsWith(PREFIX)) {
                String record = value.getKey().substring(PREFIX.length());
                String[] parts = value.getValue().split(String.valueOf(SEPARATOR), 2);
                long lastSeen = Long.parseLong(parts[0]);
                TreeMap<Long, Optional<Row>> rows = new TreeMap<>();
                kept.rows().getOrDefault(record, List.of()).forEach(row -> rows.put(row.id(), Optional.of(row)));
                replica.put(
                        record,
                        new Replica.Table(RowSet.EMPTY.with(rows), lastSeen, parts.length == 2 ? parts[1] : null));
                complete = Math.min(complete, lastSeen);
                effects.keep(new StorageChange.DropValue(value.getKey()));
            }
        }
        if (complete != Long.MAX_VALUE) {
            replica.claim(complete);
            effects.keep(new StorageChange.ClearAllRows());
        }
    }
}
