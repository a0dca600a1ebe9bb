package dev.parallax.client;

import dev.parallax.change.Row;
import dev.parallax.wire.InvalidJsonException;
import dev.parallax.wire.Json;
import dev.parallax.wire.JsonFields;
import dev.parallax.wire.RowJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// How a write is said on the wire. Immutable.
enum WriteCalls {
    /// `POST /db/createPost` with the fields.
    DB {
        @Override
        String path(PendingWrite write) {
            return "/db/" + write.kind().verb() + write.record();
        }

        @Override
        ObjectNode body(PendingWrite write) {
            return fields(write).put(REQUEST_ID, write.changeId().toString());
        }

        @Override
        @Nullable
        JsonNode row(ObjectNode answer) {
            return answer.get("row");
        }
    },
    /// `POST /rpc/PostInsert` with one item.
    RPC {
        @Override
        String path(PendingWrite write) {
            String verb = switch (write.kind()) {
                case CREATE -> "Insert";
                case UPDATE -> "Update";
                case DELETE -> "Delete";
            };
            return "/rpc/" + write.record() + verb;
        }

        @Override
        ObjectNode body(PendingWrite write) {
            ObjectNode body = Json.object().put(REQUEST_ID, write.changeId().toString());
            body.putArray("items").add(fields(write));
            return body;
        }

        @Override
        @Nullable
        JsonNode row(ObjectNode answer) {
            return JsonFields.of(answer).array("items").get(0);
        }
    };

    private static final String REQUEST_ID = "requestId";

    /// What the server did.
    ///
    /// @param row as it is now; null where the session may not see it, or it is gone
    record Done(long version, long id, @Nullable Row row) {}

    abstract String path(PendingWrite write);

    abstract ObjectNode body(PendingWrite write);

    /// The part of an answer that tells of the row.
    abstract @Nullable JsonNode row(ObjectNode answer);

    /// @throws InvalidJsonException if the answer makes no sense
    Done read(PendingWrite write, String body) {
        ObjectNode answer = Json.parseObject(body);
        long version = JsonFields.of(answer).integer("version");
        JsonNode told = row(answer);
        Row row = told instanceof ObjectNode node && node.path("updatedAt").isIntegralNumber()
                ? RowJson.decode(write.record(), node)
                : null;
        JsonNode id = told instanceof ObjectNode node && node.has("id") ? node.get("id") : answer.path("id");
        return new Done(version, row == null ? id.asLong(write.id()) : row.id(), row);
    }

    private static ObjectNode fields(PendingWrite write) {
        ObjectNode fields = RowJson.encode(write.fields());
        if (write.kind() != WriteKind.CREATE) {
            fields.put("id", write.id());
        }
        return fields;
    }
}
