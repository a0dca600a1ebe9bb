package dev.parallax.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/// All that must be kept of an outbox so that no local edit is lost or done twice. Immutable.
///
/// @param writes in the order they were made
/// @param lastTemporaryId the newest id given to a created row, counting down from −1; 0 before the first
/// @param realIds what temporary ids became, newest last
public record OutboxState(List<PendingWrite> writes, long lastTemporaryId, Map<Long, Long> realIds) {
    public static final OutboxState EMPTY = new OutboxState(List.of(), 0, Map.of());

    public OutboxState {
        writes = List.copyOf(writes);
        realIds = Collections.unmodifiableMap(new LinkedHashMap<>(realIds));
    }

    /// The state with these writes and ids; the next temporary id is one that none of them has.
    public static OutboxState of(List<PendingWrite> writes, Map<Long, Long> realIds) {
        long last = 0;
        for (PendingWrite write : writes) {
            last = Math.min(last, write.id());
        }
        for (long temporaryId : realIds.keySet()) {
            last = Math.min(last, temporaryId);
        }
        return new OutboxState(writes, last, realIds);
    }
}
