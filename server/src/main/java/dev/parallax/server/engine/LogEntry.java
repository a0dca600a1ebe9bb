package dev.parallax.server.engine;

import dev.parallax.change.Change;
import tools.jackson.databind.node.ObjectNode;

/// A change as the log keeps it. Immutable.
///
/// @param hash of the chain up to and with this change, in lower-case hex
public record LogEntry(Change change, String hash) {
    /// As `/admin/log` shows it.
    public ObjectNode toJson() {
        throw new UnsupportedOperationException();
    }
}
