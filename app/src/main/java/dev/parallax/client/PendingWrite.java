package dev.parallax.client;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A local edit that shows over the synced rows until the server confirmed it and the rows caught up, or
/// refused it. Immutable.
///
/// @param requestId the same on every retry, so that the server does it once
/// @param id negative while a created row has no real id yet
/// @param fields what it writes; empty for a delete
/// @param attempts how often it was sent
/// @param version the version the server gave it; only in state CONFIRMED
public record PendingWrite(
        UUID requestId,
        WriteKind kind,
        String record,
        long id,
        Map<String, @Nullable Object> fields,
        State state,
        int attempts,
        long version) {
    public PendingWrite {
        fields = Collections.unmodifiableMap(new LinkedHashMap<>(fields));
    }

    /// How far a write has come.
    public enum State {
        /// Waits for its turn, or for its next try.
        QUEUED,
        /// Sent; the answer is outstanding.
        IN_FLIGHT,
        /// The server did it; the synced rows are not there yet.
        CONFIRMED
    }
}
