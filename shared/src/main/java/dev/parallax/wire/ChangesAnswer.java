package dev.parallax.wire;

import dev.parallax.change.ChangeKind;
import dev.parallax.change.Row;
import dev.parallax.change.ScopedChange;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The answer to `POST /changes`. Immutable.
///
/// @param results one for each pushed change, in their order
/// @param reset whether the client must drop its rows and start its chain at the genesis before it applies the changes
/// @param changes in version order
/// @param cursor where the client stands when it has applied them
/// @param stateHash of the client's chain then, in lower-case hex
/// @param hasMore whether to ask again at once
/// @param session the values that the session has; null where they are not told
public record ChangesAnswer(
        List<PushResult> results,
        boolean reset,
        List<ScopedChange> changes,
        long cursor,
        String stateHash,
        boolean hasMore,
        @Nullable ObjectNode session) {
    public ChangesAnswer {
        results = List.copyOf(results);
        changes = List.copyOf(changes);
    }

    /// Without the session.
    public ChangesAnswer(
            List<PushResult> results,
            boolean reset,
            List<ScopedChange> changes,
            long cursor,
            String stateHash,
            boolean hasMore) {
        this(results, reset, changes, cursor, stateHash, hasMore, null);
    }

    public ObjectNode toJson() {
        ObjectNode node = Json.object();
        ArrayNode resultList = node.putArray("results");
        results.forEach(result -> resultList.add(result.toJson()));
        node.put("reset", reset);
        ArrayNode changeList = node.putArray("changes");
        changes.forEach(change -> changeList.add(encode(change)));
        node.put("cursor", cursor).put("stateHash", stateHash).put("hasMore", hasMore);
        return session == null ? node : node.set("session", session);
    }

    /// One scoped change, as it stands on the wire.
    public static ObjectNode encode(ScopedChange change) {
        ObjectNode node = Json.object()
                .put("version", change.version())
                .put("record", change.record())
                .put("id", change.id())
                .put("op", change.kind().keyword());
        Row row = change.row();
        return row == null ? node : node.set("row", RowJson.encode(row));
    }

    /// @throws InvalidJsonException naming the field that is wrong
    public static ChangesAnswer fromJson(ObjectNode node) {
        JsonFields body = JsonFields.of(node);
        List<PushResult> results = new ArrayList<>();
        ArrayNode resultList = body.array("results");
        for (int index = 0; index < resultList.size(); index++) {
            String path = "results[" + index + "]";
            results.add(PushResult.fromJson(object(resultList, index, path), path));
        }
        List<ScopedChange> changes = new ArrayList<>();
        ArrayNode changeList = body.array("changes");
        for (int index = 0; index < changeList.size(); index++) {
            String path = "changes[" + index + "]";
            changes.add(decode(new JsonFields(object(changeList, index, path), path)));
        }
        JsonFields session = body.optionalObject("session");
        return new ChangesAnswer(
                results,
                body.flag("reset"),
                changes,
                body.integer("cursor"),
                body.string("stateHash"),
                body.flag("hasMore"),
                session == null ? null : session.node());
    }

    private static ScopedChange decode(JsonFields fields) {
        String record = fields.string("record");
        ChangeKind kind = kind(fields.string("op"));
        Row row = kind == ChangeKind.DELETE
                ? null
                : RowJson.decode(record, fields.object("row").node());
        return new ScopedChange(fields.integer("version"), record, fields.integer("id"), kind, row);
    }

    private static ChangeKind kind(String text) {
        for (ChangeKind kind : ChangeKind.values()) {
            if (kind.keyword().equals(text)) {
                return kind;
            }
        }
        throw new InvalidJsonException("unknown operation `" + text + "` of a change");
    }

    private static ObjectNode object(ArrayNode array, int index, String path) {
        if (array.get(index) instanceof ObjectNode object) {
            return object;
        }
        throw new InvalidJsonException("`" + path + "` must be an object");
    }
}
