package dev.parallax.server.session;

import dev.parallax.schema.SessionType;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Reads the fields of a session from a body. Stateless.
public final class SessionFields {
    private SessionFields() {}

    /// The fields that the body gives, checked.
    ///
    /// @throws dev.parallax.wire.ProblemException INVALID with every field that is unknown, of the wrong
    ///     type, or null where it must not be
    public static Map<String, @Nullable Object> read(SessionType type, ObjectNode body) {
        throw new UnsupportedOperationException(type + body.toString());
    }
}
