package dev.parallax.schema;

import org.jspecify.annotations.Nullable;

/// A declared field of a record or of the session.
///
/// @param name lowerCamel
/// @param nullable declared with `?`
/// @param defaultValue what an insert without this field writes; null when it must be named (or is nullable)
/// @param range where it is declared
public record Field(
        String name,
        ScalarType type,
        boolean nullable,
        @Nullable DefaultValue defaultValue,
        SourceRange range) {
    /// The read-only system field that every row carries: the version of the change that last wrote the row.
    public static final Field UPDATED_AT = new Field("updatedAt", ScalarType.INT, false, null, SourceRange.NONE);
}
