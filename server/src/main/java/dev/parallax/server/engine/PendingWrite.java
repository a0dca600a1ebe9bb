package dev.parallax.server.engine;

import dev.parallax.server.session.CreatedSession;
import dev.parallax.server.session.Session;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Something that waits for the writer, and the future that waits for its outcome. Immutable but for the future.
public sealed interface PendingWrite {
    CompletableFuture<?> outcome();

    /// @param sessionKey in whose name, or null for the operator
    record Mutate(@Nullable String sessionKey, Mutation mutation, CompletableFuture<ObjectNode> outcome)
            implements PendingWrite {}

    /// @param given checked fields
    record CreateSession(String secret, Map<String, @Nullable Object> given, CompletableFuture<CreatedSession> outcome)
            implements PendingWrite {}

    /// @param fields checked fields to change
    record ChangeSession(String secretHash, Map<String, @Nullable Object> fields, CompletableFuture<Session> outcome)
            implements PendingWrite {}

    record EndSession(String secretHash, CompletableFuture<@Nullable Void> outcome) implements PendingWrite {}
}
