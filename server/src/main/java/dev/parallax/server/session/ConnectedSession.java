package dev.parallax.server.session;

import java.time.Instant;

/// An open connection and whose it is. Immutable; says nothing of the session's secret.
///
/// @param connection names the connection as long as it is open
/// @param dialect that it speaks, by its wire name
/// @param session as it is now
/// @param since when it opened; for one that polls, when it was last heard of
public record ConnectedSession(String connection, String dialect, Session session, Instant since) {}
