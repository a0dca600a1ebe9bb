package dev.parallax.ui.acting;

import dev.parallax.client.WriteKind;
import dev.parallax.client.WriteResult;
import dev.parallax.fleet.FleetClient;
import dev.parallax.wire.Json;
import dev.parallax.wire.RowJson;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A write that a person asked for, so that it can be tried as a client and, if denied, by the operator. Immutable.
///
/// @param id ignored for a create
/// @param fields what it writes; empty for a delete
record Write(WriteKind kind, String record, long id, Map<String, @Nullable Object> fields) {
    CompletableFuture<WriteResult> as(FleetClient client) {
        return switch (kind) {
            case CREATE -> client.create(record, fields);
            case UPDATE -> client.update(record, id, fields);
            case DELETE -> client.delete(record, id);
        };
    }

    /// The operation's name on the wire: `updatePost`.
    String operation() {
        return kind.verb() + record;
    }

    /// The operation's arguments.
    ObjectNode arguments() {
        ObjectNode node = Json.object();
        if (kind != WriteKind.CREATE) {
            node.put("id", id);
        }
        node.setAll(RowJson.encode(fields));
        return node;
    }
}
