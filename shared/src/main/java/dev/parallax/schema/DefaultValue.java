package dev.parallax.schema;

import org.jspecify.annotations.Nullable;

/// What a field holds when an insert does not name it.
public sealed interface DefaultValue {
    /// A constant of the field's type, or null.
    record Constant(@Nullable Object value) implements DefaultValue {}

    /// The time of the insert.
    record Now() implements DefaultValue {}

    /// The value of the named field of the inserting session.
    record FromSession(String field) implements DefaultValue {}
}
