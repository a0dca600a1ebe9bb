package dev.parallax.client;

import java.util.UUID;

/// How a write of a client ended. Immutable.
///
/// @param requestId the write's idempotency key
/// @param id the row's id; the real one once a create was accepted, negative if it was rejected
/// @param accepted whether the server did it
/// @param sentence for a person: what was done, or the server's reason for refusing
/// @param version the version of the change; 0 if it was rejected
public record WriteResult(
        UUID requestId, String record, long id, WriteKind kind, boolean accepted, String sentence, long version) {}
