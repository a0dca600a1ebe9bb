package dev.parallax.schema;

import java.util.Locale;

/// What a permission allows. Every record covers each of the four exactly once.
public enum Operation {
    QUERY,
    INSERT,
    UPDATE,
    DELETE;

    /// The name as a schema and the wire write it: `query`, `insert`, `update`, `delete`.
    public String keyword() {
        return name().toLowerCase(Locale.ROOT);
    }
}
