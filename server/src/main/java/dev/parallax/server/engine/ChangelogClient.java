package dev.parallax.server.engine;

import dev.parallax.server.session.Session;
import org.jspecify.annotations.Nullable;

/// A client of the changelog dialect as the server knows it. Immutable.
///
/// @param cursor the newest that it said it holds; null if it has not said any since the server started
/// @param seen the version at which it was last heard of
public record ChangelogClient(
        Session session, String clientId, @Nullable Long cursor, long seen) {}
