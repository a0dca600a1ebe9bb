package dev.parallax.server.engine;

import dev.parallax.schema.Schema;
import java.util.List;

/// A schema that was brought into force. Immutable.
///
/// @param version everything newer is decided by it
/// @param resynchronised records that every client must catch up anew, because the schema says something else about
///     them than the one before
public record SchemaPut(Schema schema, long version, List<String> resynchronised) {
    public SchemaPut {
        resynchronised = List.copyOf(resynchronised);
    }
}
