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
}
