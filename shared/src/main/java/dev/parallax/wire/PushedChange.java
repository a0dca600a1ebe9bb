package dev.parallax.wire;

import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// One edit that a client of the changelog dialect pushes. Its form is right; whether it fits the schema is not known.
/// Immutable, but for the delta, which nobody changes.
///
/// @param changeId a UUID in lower case; makes a retry return the first outcome
/// @param op `insert`, `update` or `delete`; anything else is rejected by the server
/// @param id of the row; negative for one that was made offline; null or negative for an insert
/// @param delta the fields that it sets, or null where it sets none
/// @param baseVersion the version of the row that the edit was made on, or null
public record PushedChange(
        String changeId,
        String record,
        String op,
        @Nullable Long id,
        @Nullable ObjectNode delta,
        @Nullable Long baseVersion) {
    public static final String INSERT = "insert";
    public static final String UPDATE = "update";
    public static final String DELETE = "delete";

    public ObjectNode toJson() {
        ObjectNode node = Json.object()
                .put("changeId", changeId)
                .put("record", record)
                .put("op", op)
                .put("id", id);
        if (delta != null) {
            node.set("delta", delta);
        }
        return baseVersion == null ? node : node.put("baseVersion", baseVersion);
    }

    /// @param path of the change in its message, for errors
    /// @throws InvalidJsonException naming the field that is wrong
    public static PushedChange fromJson(ObjectNode node, String path) {
        JsonFields fields = new JsonFields(node, path);
        JsonFields delta = fields.optionalObject("delta");
        return new PushedChange(
                fields.uuid("changeId"),
                fields.string("record"),
                fields.string("op"),
                fields.optionalInteger("id"),
                delta == null ? null : delta.node(),
                fields.optionalInteger("baseVersion"));
    }
}
