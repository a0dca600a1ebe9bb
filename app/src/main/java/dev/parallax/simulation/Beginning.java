package dev.parallax.simulation;

import dev.parallax.schema.Schema;
import dev.parallax.server.engine.DbCall;
import dev.parallax.server.engine.Mutation;
import dev.parallax.wire.Json;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The small world that every simulation begins with.
final class Beginning {
    static final int USERS = 4;
    static final int WORKSPACES = 3;
    private static final int POSTS = 12;

    private Beginning() {}

    static Mutation batch(Schema schema) {
        ObjectNode body = Json.object();
        ArrayNode operations = body.putArray("operations");
        for (int user = 1; user <= USERS; user++) {
            operation(operations, "createUser").put("name", "user " + user);
        }
        for (int workspace = 1; workspace <= WORKSPACES; workspace++) {
            operation(operations, "createWorkspace").put("name", "workspace " + workspace);
            operation(operations, "createMembership")
                    .put("workspaceId", workspace)
                    .put("userId", 1 + workspace % USERS);
            operation(operations, "createMembership")
                    .put("workspaceId", workspace)
                    .put("userId", 1 + (workspace + 1) % USERS);
        }
        for (int post = 1; post <= POSTS; post++) {
            operation(operations, "createPost")
                    .put("workspaceId", 1 + post % WORKSPACES)
                    .put("authorUserId", 1 + post % USERS)
                    .put("title", Markers.text(post))
                    .put("content", "")
                    .put("published", post % 2 == 0);
        }
        return DbCall.parseBatch(schema, body);
    }

    /// The first marker that is not in this world.
    static long firstMarker() {
        return POSTS + 1L;
    }

    /// Adds an operation to a batch.
    ///
    /// @return its arguments
    static ObjectNode operation(ArrayNode operations, String name) {
        ObjectNode operation = operations.addObject().put("operation", name);
        return operation.putObject("args");
    }
}
