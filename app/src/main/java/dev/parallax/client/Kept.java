package dev.parallax.client;

import dev.parallax.change.Row;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/// What a device kept when its client was last alive. Immutable.
///
/// @param deviceId made when the device's storage was made; no other device has it
/// @param outbox local edits that the server has not answered
/// @param rows synced rows by record, sorted by id
/// @param values whatever else was kept, by name
public record Kept(UUID deviceId, OutboxState outbox, Map<String, List<Row>> rows, Map<String, String> values) {
    /// A device without a past.
    public static final Kept NOTHING = new Kept(new UUID(0, 0), OutboxState.EMPTY, Map.of(), Map.of());

    public Kept {
        Map<String, List<Row>> copies = new LinkedHashMap<>();
        rows.forEach((record, list) -> copies.put(record, List.copyOf(list)));
        rows = Map.copyOf(copies);
        values = Map.copyOf(values);
    }

    /// A device that kept nothing but local edits.
    public static Kept of(OutboxState outbox) {
        return new Kept(NOTHING.deviceId(), outbox, Map.of(), Map.of());
    }
}
