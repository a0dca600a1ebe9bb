package dev.parallax.wire;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What became of one pushed change. Immutable, but for the row, which nobody changes.
///
/// @param version of the change; null if it was rejected
/// @param id the row's real id; null if it was rejected
/// @param overwrote what the change wrote over, because it was made on an older row; or null
/// @param error why it was rejected; null otherwise
/// @param row the server's row, where the change is in conflict with it and the session may see it; or null
public record PushResult(
        String changeId,
        Status status,
        @Nullable Long version,
        @Nullable Long id,
        @Nullable Overwrote overwrote,
        @Nullable Problem error,
        @Nullable ObjectNode row) {
    /// What can become of a change.
    public enum Status {
        APPLIED,
        /// It was applied before; version and id are those of then.
        DUPLICATE,
        /// It was refused, now or before; nothing changed.
        REJECTED;

        String keyword() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /// @param version of the last change that was written over
    /// @param fields that others had changed
    public record Overwrote(long version, List<String> fields) {
        public Overwrote {
            fields = List.copyOf(fields);
        }

        public ObjectNode toJson() {
            ObjectNode node = Json.object().put("version", version);
            ArrayNode names = node.putArray("fields");
            fields.forEach(names::add);
            return node;
        }

        /// @throws InvalidJsonException naming the field that is wrong
        public static Overwrote fromJson(JsonFields fields) {
            List<String> names = new ArrayList<>();
            for (JsonNode name : fields.array("fields")) {
                if (!name.isString()) {
                    throw fields.wrong("fields", "an array of strings", name);
                }
                names.add(name.stringValue());
            }
            return new Overwrote(fields.integer("version"), names);
        }
    }

    public static PushResult applied(String changeId, long version, long id, @Nullable Overwrote overwrote) {
        return new PushResult(changeId, Status.APPLIED, version, id, overwrote, null, null);
    }

    public static PushResult rejected(String changeId, Problem error, @Nullable ObjectNode row) {
        return new PushResult(changeId, Status.REJECTED, null, null, null, error, row);
    }

    /// The outcome as a retry gets it: what was applied is a duplicate, what was rejected stays so.
    public PushResult again() {
        return status == Status.APPLIED
                ? new PushResult(changeId, Status.DUPLICATE, version, id, overwrote, error, row)
                : this;
    }

    public ObjectNode toJson() {
        ObjectNode node = Json.object().put("changeId", changeId).put("status", status.keyword());
        if (version != null) {
            node.put("version", version);
        }
        if (id != null) {
            node.put("id", id);
        }
        if (overwrote != null) {
            node.set("overwrote", overwrote.toJson());
        }
        if (error != null) {
            node.set("error", error.toJson());
        }
        if (row != null) {
            node.set("row", row);
        }
        return node;
    }

    /// @param path of the result in its message, for errors
    /// @throws InvalidJsonException naming the field that is wrong
    public static PushResult fromJson(ObjectNode node, String path) {
        JsonFields fields = new JsonFields(node, path);
        JsonFields overwrote = fields.optionalObject("overwrote");
        JsonFields error = fields.optionalObject("error");
        JsonFields row = fields.optionalObject("row");
        return new PushResult(
                fields.string("changeId"),
                status(fields),
                fields.optionalInteger("version"),
                fields.optionalInteger("id"),
                overwrote == null ? null : Overwrote.fromJson(overwrote),
                error == null ? null : Problem.fromJson(error.node()),
                row == null ? null : row.node());
    }

    private static Status status(JsonFields fields) {
        String text = fields.string("status");
        for (Status status : Status.values()) {
            if (status.keyword().equals(text)) {
                return status;
            }
        }
        throw new InvalidJsonException("unknown status `" + text + "` of a pushed change");
    }
}
