package dev.parallax.server.engine;

import dev.parallax.change.Row;
import dev.parallax.policy.Evaluator;
import dev.parallax.policy.LinkedRows;
import dev.parallax.policy.SessionValues;
import dev.parallax.policy.Truth;
import dev.parallax.schema.Operation;
import dev.parallax.schema.RecordType;
import dev.parallax.server.store.Log.Step;
import dev.parallax.server.store.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What changed in one table for one session since a cursor, from one state of the database. Confined to its
/// thread.
///
/// The client's rows are among those that the session could see at the cursor. That must still be so at whatever
/// version a page is cut, or a later page would not know what to take back. So a row is taken back at the first
/// change that hid it, wherever that stands, even if the row is visible again by now: then it is put back at its
/// own place.
final class TableChanges {
    /// Log entries read in one go.
    private static final int CHUNK = 1_000;

    private final Snapshot snapshot;
    private final RecordType type;
    private final SessionValues session;

    TableChanges(Snapshot snapshot, RecordType type, SessionValues session) {
        this.snapshot = snapshot;
        this.type = type;
        this.session = session;
    }

    /// Something that the client must do.
    sealed interface Item {
        long id();

        /// The version of the change behind it: of the row's last for a row, of the one that hid it for a removal.
        long position();
    }

    record Put(Row row) implements Item {
        @Override
        public long id() {
            return row.id();
        }

        @Override
        public long position() {
            return row.version();
        }
    }

    record Removal(@Override long id, @Override long position) implements Item {}

    /// The first `limit` items after a cursor, in order. A row that the session could not see at the cursor and
    /// cannot see now is not among them, whatever happened to it in between.
    List<Item> after(long cursor, int limit) {
        List<Item> items = new ArrayList<>();
        snapshot.visibleByVersion(type.name(), session, cursor, limit).forEach(row -> items.add(new Put(row)));
        if (cursor > 0) {
            boolean isFull = items.size() == limit;
            items.addAll(removals(cursor, isFull ? items.getLast().position() : Long.MAX_VALUE, limit));
            items.sort(Comparator.comparingLong(Item::position));
        }
        return items.subList(0, Math.min(items.size(), limit));
    }

    /// The first `limit` removals after the cursor and up to `until`.
    private List<Removal> removals(long cursor, long until, int limit) {
        List<Removal> removals = new ArrayList<>();
        Set<Long> held = new HashSet<>();
        long position = cursor;
        List<Step> steps;
        do {
            steps = snapshot.log().steps(type.name(), position, until, CHUNK);
            for (Step step : steps) {
                if (step.previous() <= cursor && isVisible(step.before())) {
                    held.add(step.id());
                }
                if (held.contains(step.id()) && !isVisible(step.after())) {
                    held.remove(step.id());
                    removals.add(new Removal(step.id(), step.version()));
                }
                position = step.version();
            }
        } while (steps.size() == CHUNK && removals.size() < limit);
        return removals;
    }

    private boolean isVisible(@Nullable Row row) {
        return row != null
                && Evaluator.evaluate(type.permission(Operation.QUERY), row, session, LinkedRows.NONE) == Truth.TRUE;
    }
}
