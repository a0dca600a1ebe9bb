package dev.parallax.server.dialect;

import dev.parallax.change.ChangeKind;
import dev.parallax.change.Row;
import dev.parallax.change.ScopedChange;
import dev.parallax.server.engine.Delivery;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a stream of one record follows: all its rows, or those with one value of a field. Immutable.
///
/// @param field null for all rows
/// @param value of the field, of its type's class; null for all rows
record Selection(
        String record, @Nullable String field, @Nullable Object value) {
    private record Selected(List<ScopedChange> changes) {}

    /// What a delivery is for these rows: a row whose field changed enters or leaves. Worked out once for all streams
    /// that follow the same.
    List<ScopedChange> of(Delivery delivery) {
        return delivery.derivedOnce(this, Selected.class, this::select).changes();
    }

    private Selected select(Delivery delivery) {
        List<ScopedChange> selected = new ArrayList<>();
        for (int index = 0; index < delivery.changes().size(); index++) {
            ScopedChange change = delivery.changes().get(index);
            ChangeKind kind =
                    change.record().equals(record) ? kind(holds(delivery.before(index)), holds(change.row())) : null;
            if (kind != null) {
                Row row = kind == ChangeKind.DELETE ? null : change.row();
                selected.add(new ScopedChange(change.version(), record, change.id(), kind, row));
            }
        }
        return new Selected(List.copyOf(selected));
    }

    private boolean holds(@Nullable Row row) {
        return row != null && (field == null || (value != null && value.equals(row.get(field))));
    }

    private static @Nullable ChangeKind kind(boolean before, boolean after) {
        if (after) {
            return before ? ChangeKind.UPDATE : ChangeKind.INSERT;
        }
        return before ? ChangeKind.DELETE : null;
    }
}
