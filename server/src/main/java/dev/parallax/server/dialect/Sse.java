package dev.parallax.server.dialect;

import dev.parallax.wire.Json;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Server-sent events as text, by the HTML standard. JSON holds no line break, so the data is always one line.
/// Stateless.
final class Sse {
    /// Readers pass it over: it shows that the connection is alive.
    static final String COMMENT = ": still here\n\n";

    private Sse() {}

    /// @param event its name, or null for a plain message
    /// @param id what `Last-Event-ID` will be
    static String event(@Nullable String event, long id, ObjectNode data) {
        StringBuilder text = new StringBuilder();
        if (event != null) {
            text.append("event: ").append(event).append('\n');
        }
        return text.append("id: ")
                .append(id)
                .append("\ndata: ")
                .append(Json.text(data))
                .append("\n\n")
                .toString();
    }
}
