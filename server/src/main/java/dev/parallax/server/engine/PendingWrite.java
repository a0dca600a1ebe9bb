package dev.parallax.server.engine;

import dev.parallax.schema.Schema;
import dev.parallax.server.session.CreatedSession;
import dev.parallax.server.session.Session;
import dev.parallax.server.store.StoredClient;
import dev.parallax.wire.PushResult;
import dev.parallax.wire.PushedChange;
import java.util.List;
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

    /// Changes of a changelog client, each a transaction of its own.
    record Push(
            String sessionKey, String clientId, List<PushedChange> changes, CompletableFuture<List<PushResult>> outcome)
            implements PendingWrite {
        public Push {
            changes = List.copyOf(changes);
        }
    }

    /// From where the chains of changelog clients can be computed anew.
    ///
    /// @param displaced a client that is forgotten to make room, or null
    record SaveClients(
            List<StoredClient> clients, @Nullable StoredClient displaced, CompletableFuture<@Nullable Void> outcome)
            implements PendingWrite {
        public SaveClients {
            clients = List.copyOf(clients);
        }
    }

    /// @param given checked fields
    record CreateSession(String secret, Map<String, @Nullable Object> given, CompletableFuture<CreatedSession> outcome)
            implements PendingWrite {}

    /// @param fields checked fields to change
    record ChangeSession(String secretHash, Map<String, @Nullable Object> fields, CompletableFuture<Session> outcome)
            implements PendingWrite {}

    /// @param dropData whether data that the schema has no place for may go
    /// @param given the text that a server is started with, or null for a change while it runs
    record PutSchema(
            Schema schema, boolean dropData, @Nullable String given, CompletableFuture<SchemaPut> outcome)
            implements PendingWrite {}

    record EndSession(String secretHash, CompletableFuture<@Nullable Void> outcome) implements PendingWrite {}
}
