package dev.parallax.server.dialect;

import dev.parallax.wire.InvalidJsonException;
import dev.parallax.wire.Json;
import org.jspecify.annotations.Nullable;

/// Reads the `Last-Event-ID` that a client gives back: the version up to which it has everything. Stateless.
final class EventId {
    private EventId() {}

    /// @return null for none, and for the id of events before anything was complete
    /// @throws InvalidJsonException if it is no id that this server gives
    static @Nullable Long read(@Nullable String text) {
        if (text == null || text.isBlank()) {
            return null;
        }
        try {
            long version = Long.parseLong(text.strip());
            if (version >= 0 && version <= Json.INTEGER_LIMIT) {
                return version == 0 ? null : version;
            }
        } catch (NumberFormatException e) {
            // Told below: it is as wrong as a number out of range.
        }
        throw new InvalidJsonException("`Last-Event-ID` must be a version, an integer of at most 2^53 − 1");
    }
}
