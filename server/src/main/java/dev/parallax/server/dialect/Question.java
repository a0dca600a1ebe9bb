package dev.parallax.server.dialect;

import dev.parallax.policy.View;
import dev.parallax.schema.RecordType;
import dev.parallax.wire.SyncRequest.TableCursor;
import org.jspecify.annotations.Nullable;

/// What a stream needs to know from the engine. Immutable.
public sealed interface Question {
    /// What the client lacks of a view.
    ///
    /// @param cursor null to start with nothing
    /// @param limit of rows and removals
    record Changes(View view, @Nullable TableCursor cursor, int limit) implements Question {}

    /// Whether the session may query a row.
    record Sight(RecordType type, long id) implements Question {}
}
