package dev.parallax.server.engine;

import dev.parallax.change.Change;
import dev.parallax.change.Row;
import dev.parallax.wire.Json;
import dev.parallax.wire.RowJson;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A change as the log keeps it. Immutable.
///
/// @param hash of the chain up to and with this change, in lower-case hex
public record LogEntry(Change change, String hash) {
    /// As `/admin/log` shows it.
    public ObjectNode toJson() {
        return Json.object()
                .put("version", change.version())
                .put("transaction", change.transaction())
                .put("record", change.record())
                .put("id", change.id())
                .put("op", WriteCore.unscoped(change).kind().keyword())
                .put("actor", change.actor())
                .put("hash", hash)
                .set("before", image(change.before()))
                .set("after", image(change.after()));
    }

    private static JsonNode image(@Nullable Row row) {
        return row == null ? Json.MAPPER.nullNode() : RowJson.encode(row);
    }
}
