package dev.parallax.client;

import dev.parallax.wire.PushResult.Overwrote;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// How a write of a client ended. Immutable.
///
/// @param requestId the write's idempotency key
/// @param id the row's id; the real one once a create was accepted, negative if it was rejected
/// @param accepted whether the server did it
/// @param sentence for a person: what was done, or the server's reason for refusing
/// @param version the version of the change; 0 if it was rejected
/// @param overwrote what it wrote over, if the server said so
public record WriteResult(
        UUID requestId,
        String record,
        long id,
        WriteKind kind,
        boolean accepted,
        String sentence,
        long version,
        @Nullable Overwrote overwrote) {
    public WriteResult(
            UUID requestId, String record, long id, WriteKind kind, boolean accepted, String sentence, long version) {
        this(requestId, record, id, kind, accepted, sentence, version, null);
    }

    /// A write that was refused, by the server or before it was sent.
    static WriteResult refused(PendingWrite write, String sentence) {
        return new WriteResult(write.requestId(), write.record(), write.id(), write.kind(), false, sentence, 0);
    }
}
