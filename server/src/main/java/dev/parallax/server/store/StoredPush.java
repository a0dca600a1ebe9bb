package dev.parallax.server.store;

import org.jspecify.annotations.Nullable;

/// What became of a change that a client pushed, kept so that a retry gets the same answer and its temporary id
/// is understood later. Immutable.
///
/// @param fingerprint of what was asked
/// @param temporaryId the negative id that the client gave to a row it inserted, or null
/// @param rowId the row's real id, or null if the change was rejected
/// @param result as JSON
/// @param version of the change, or at which it was rejected
public record StoredPush(
        String sessionKey,
        String changeId,
        String fingerprint,
        String clientId,
        String record,
        @Nullable Long temporaryId,
        @Nullable Long rowId,
        String result,
        long version) {}
