package dev.parallax.server.engine;

import dev.parallax.change.ChangeKind;
import dev.parallax.change.Row;
import dev.parallax.change.ScopedChange;

/// A row that comes into view or leaves it although its transaction did not change it. Immutable.
///
/// @param version of the newest change that did it, as far as it is the audience's business
/// @param kind INSERT or DELETE
record Touch(Row row, ChangeKind kind, long version) {
    ScopedChange scoped() {
        return new ScopedChange(version, row.record(), row.id(), kind, kind == ChangeKind.DELETE ? null : row);
    }
}
