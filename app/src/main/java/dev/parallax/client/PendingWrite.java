package dev.parallax.client;

import dev.parallax.change.Row;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A local edit that shows over the synced rows until the server confirmed it and the rows caught up, or
/// refused it. Immutable.
///
/// @param requestId names the edit from beginning to end
/// @param changeId the idempotency key under which it is sent, the same on every retry; the request id, until a
/// conflict is resolved by sending the edit as a new one
/// @param id negative while a created row has no real id yet
/// @param fields what it writes; empty for a delete
/// @param baseVersion the version of the synced row that the edit was made on; 0 if there was none
/// @param attempts how often it was sent
/// @param version the version the server gave it; only in state CONFIRMED
/// @param conflict what it collided with; only in state CONFLICT
public record PendingWrite(
        UUID requestId,
        UUID changeId,
        WriteKind kind,
        String record,
        long id,
        Map<String, @Nullable Object> fields,
        long baseVersion,
        State state,
        int attempts,
        long version,
        @Nullable Conflict conflict) {
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
        CONFIRMED,
        /// The row had changed: somebody must decide.
        CONFLICT
    }

    /// Why a write waits for a decision. Immutable.
    ///
    /// @param theirs the row as the server has it
    /// @param sentence the server's reason
    public record Conflict(Row theirs, String sentence) {}

    /// An edit as it was just made.
    static PendingWrite made(Event.Write write, long id, long baseVersion) {
        return new PendingWrite(
                write.requestId(),
                write.requestId(),
                write.kind(),
                write.record(),
                id,
                write.fields(),
                baseVersion,
                State.QUEUED,
                0,
                0,
                null);
    }

    PendingWrite queued() {
        return with(id, fields, baseVersion, State.QUEUED, attempts, 0, null);
    }

    PendingWrite sent() {
        return with(id, fields, baseVersion, State.IN_FLIGHT, attempts + 1, 0, null);
    }

    PendingWrite confirmed(long realId, Map<String, @Nullable Object> content, long at) {
        return with(realId, content, baseVersion, State.CONFIRMED, attempts, at, null);
    }

    PendingWrite inConflict(Conflict with) {
        return with(id, fields, baseVersion, State.CONFLICT, attempts, 0, with);
    }

    /// The same edit, of the row's real id and on another version of it.
    PendingWrite based(long realId, long base) {
        return with(realId, fields, base, state, attempts, version, conflict);
    }

    /// The same edit as a new one, made on what the server has.
    PendingWrite again(UUID newChangeId, long base) {
        return new PendingWrite(
                requestId, newChangeId, kind, record, id, fields, base, State.QUEUED, attempts, 0, null);
    }

    private PendingWrite with(
            long newId,
            Map<String, @Nullable Object> content,
            long base,
            State newState,
            int tries,
            long at,
            @Nullable Conflict collision) {
        return new PendingWrite(
                requestId, changeId, kind, record, newId, content, base, newState, tries, at, collision);
    }
}
