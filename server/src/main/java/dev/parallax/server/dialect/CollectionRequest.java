package dev.parallax.server.dialect;

import dev.parallax.wire.InvalidJsonException;
import dev.parallax.wire.JsonFields;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// What a client of the collection dialect asks to follow. Immutable.
///
/// @param topic only rows with this topic; null for all
/// @param isSnapshot whether to begin with everything that there is
/// @param since up to which version the client has everything; it goes before `isSnapshot`. Null for nothing
public record CollectionRequest(
        @Nullable JsonNode topic,
        boolean isSnapshot,
        @Nullable Long since) {
    private static final String SNAPSHOT = "snapshot";
    private static final String SINCE = "since";

    /// @throws InvalidJsonException naming what is wrong
    public static CollectionRequest read(JsonFields body) {
        Long since = body.optionalInteger(SINCE);
        if (since != null && since < 0) {
            throw new InvalidJsonException("`" + SINCE + "` must not be negative, but it is " + since);
        }
        boolean isSnapshot = body.node().hasNonNull(SNAPSHOT) && body.flag(SNAPSHOT);
        return new CollectionRequest(topic(body), isSnapshot, since);
    }

    /// The topic that a body names, or null.
    public static @Nullable JsonNode topic(JsonFields body) {
        JsonNode topic = body.node().get("topic");
        return topic == null || topic.isNull() ? null : topic;
    }
}
