package dev.parallax.bundle;

import dev.parallax.client.PendingWrite;
import dev.parallax.client.PendingWrite.Conflict;
import dev.parallax.client.WriteKind;
import dev.parallax.wire.Json;
import dev.parallax.wire.RowJson;
import java.util.UUID;
import tools.jackson.databind.node.ObjectNode;

/// Local edits that wait, as JSON. Stateless.
final class PendingJson {
    private PendingJson() {}

    static ObjectNode encode(PendingWrite write) {
        ObjectNode node = Json.object()
                .put("requestId", write.requestId().toString())
                .put("changeId", write.changeId().toString())
                .put("kind", write.kind().name())
                .put("record", write.record())
                .put("id", write.id());
        node.set("fields", RowJson.encode(write.fields()));
        node.put("baseVersion", write.baseVersion())
                .put("state", write.state().name())
                .put("attempts", write.attempts())
                .put("version", write.version());
        Conflict conflict = write.conflict();
        if (conflict != null) {
            node.put("conflict", conflict.sentence()).set("theirs", RowJson.encode(conflict.theirs()));
        }
        return node;
    }

    static PendingWrite decode(JsonLine line) throws FormatException {
        String record = line.text("record");
        return new PendingWrite(
                id(line, "requestId"),
                id(line, "changeId"),
                line.keyword("kind", WriteKind.class),
                record,
                line.integer("id", -Json.INTEGER_LIMIT, Json.INTEGER_LIMIT),
                line.values("fields"),
                line.version("baseVersion"),
                line.keyword("state", PendingWrite.State.class),
                (int) line.integer("attempts", 0, Integer.MAX_VALUE),
                line.version("version"),
                line.has("conflict")
                        ? new Conflict(line.row(record, line.object("theirs")), line.text("conflict"))
                        : null);
    }

    private static UUID id(JsonLine line, String name) throws FormatException {
        try {
            return UUID.fromString(line.text(name));
        } catch (IllegalArgumentException e) {
            throw line.wrong(name, "must be a UUID");
        }
    }
}
