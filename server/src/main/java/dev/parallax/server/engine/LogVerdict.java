package dev.parallax.server.engine;

import dev.parallax.wire.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Whether the log's chain of hashes fits what the log says. Immutable.
///
/// @param changes how many fit, counted from the first
/// @param version of the newest change there should be
/// @param first that does not fit; null also if the log ends too early
public record LogVerdict(
        boolean valid, long changes, long version, @Nullable Place first) {
    /// Which change it is.
    public record Place(long version, String record, long id) {}

    /// As `/admin/log/verify` shows it.
    public ObjectNode toJson() {
        ObjectNode node =
                Json.object().put("valid", valid).put("changes", changes).put("version", version);
        if (first != null) {
            node.putObject("first")
                    .put("version", first.version())
                    .put("record", first.record())
                    .put("id", first.id());
        }
        return node;
    }
}
