package dev.parallax.server.engine;

import dev.parallax.schema.RecordType;

/// A checked read. Immutable.
public sealed interface Read extends DbCall {
    int ROWS_DEFAULT = 1_000;
    /// An answer is built and sent whole, so it is bounded.
    int ROWS_LIMIT = 10_000;

    RecordType type();

    record Get(RecordType type, long id) implements Read {}

    /// Visible rows by id.
    ///
    /// @param after ids up to this are skipped
    /// @param limit of rows in the answer
    record Rows(RecordType type, long after, int limit) implements Read {}
}
