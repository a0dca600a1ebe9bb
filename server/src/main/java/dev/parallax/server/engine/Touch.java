package dev.parallax.server.engine;

import dev.parallax.change.ChangeKind;
import dev.parallax.change.Row;
import dev.parallax.change.ScopedChange;
import java.util.Comparator;

/// A row that comes into view or leaves it although its transaction did not change it. Immutable.
///
/// @param version of the newest change that did it, as far as it is the audience's business
/// @param kind INSERT or DELETE
record Touch(Row row, ChangeKind kind, long version) {
    /// In which everyone gets what a transaction touched; of one version, what it changed comes first.
    static final Comparator<Touch> ORDER = Comparator.comparingLong(Touch::version)
            .thenComparing(touch -> touch.row().record())
            .thenComparingLong(touch -> touch.row().id());

    ScopedChange scoped() {
        return new ScopedChange(version, row.record(), row.id(), kind, kind == ChangeKind.DELETE ? null : row);
    }
}
