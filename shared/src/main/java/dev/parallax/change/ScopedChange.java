package dev.parallax.change;

import org.jspecify.annotations.Nullable;

/// A change as one session may see it. Immutable.
///
/// @param row the row after the change; null exactly when `kind` is DELETE
public record ScopedChange(
        long version,
        String record,
        long id,
        ChangeKind kind,
        @Nullable Row row) {
    public ScopedChange {
        if ((kind == ChangeKind.DELETE) != (row == null)) {
            throw new IllegalArgumentException("a scoped " + kind.keyword() + " of " + record + " " + id
                    + (row == null ? " needs its row" : " carries no row"));
        }
    }
}
