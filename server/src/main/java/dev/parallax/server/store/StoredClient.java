package dev.parallax.server.store;

/// From where the chain of a changelog client can be computed anew. Immutable.
///
/// @param scope names what the session could see by then, apart from the rows themselves
/// @param position the chain goes on with the changes after this version of the log
/// @param cursor one that the client was given for this position
/// @param hash of the chain at the position, in lower-case hex; before the rows, if it begins with them
/// @param withRows whether the chain first lists the rows that were visible at the position
/// @param used version at which this was saved
public record StoredClient(
        String sessionKey,
        String clientId,
        String scope,
        long position,
        long cursor,
        String hash,
        boolean withRows,
        long used) {}
