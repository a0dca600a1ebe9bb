package dev.parallax.server.engine;

import dev.parallax.change.Row;
import dev.parallax.policy.Evaluator;
import dev.parallax.policy.LinkedRows;
import dev.parallax.policy.SessionValues;
import dev.parallax.policy.Truth;
import dev.parallax.schema.Operation;
import dev.parallax.schema.RecordType;
import dev.parallax.server.store.Chunk;
import dev.parallax.server.store.Log.Step;
import dev.parallax.server.store.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What changed in one table for one session since a cursor, from one state of the database. Confined to its
/// thread.
///
/// A client may hold any row that the session could see at the cursor or at any time since: it need not have
/// moved its cursor with every delta that it applied. So a row is taken back at each change that hid it, even
/// if it is visible again by now: then it is put back at its own place. Wherever a page is cut, the next one
/// finds what is left to take back. A row that the session could not see at any of these times leaves no trace.
final class TableChanges {
    /// Images of log entries held at once, in characters.
    private static final long IMAGES_CHARS_LIMIT = 4 * 1024 * 1024;

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

        /// How much text it holds, in characters.
        long chars();
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

        @Override
        public long chars() {
            return row.chars();
        }
    }

    record Removal(@Override long id, @Override long position) implements Item {
        @Override
        public long chars() {
            return 0;
        }
    }

    /// The first items after a cursor, in order.
    ///
    /// @param limit of items
    /// @param chars of rows; a first row is there whatever its size
    Chunk<Item> after(long cursor, int limit, long chars) {
        Chunk<Row> rows = snapshot.visibleByVersion(type.name(), session, cursor, limit, chars);
        List<Item> items = new ArrayList<>();
        rows.items().forEach(row -> items.add(new Put(row)));
        boolean isCut = rows.isCut();
        if (cursor > 0) {
            long until = isCut ? items.getLast().position() : Long.MAX_VALUE;
            Chunk<Removal> removals = removals(cursor, until, limit);
            items.addAll(removals.items());
            items.sort(Comparator.comparingLong(Item::position));
            isCut = isCut || removals.isCut();
        }
        // Whatever cut it, everything up to the last of these is here.
        return items.size() > limit ? new Chunk<>(items.subList(0, limit), true) : new Chunk<>(items, isCut);
    }

    /// At least the first `limit` removals after the cursor and up to `until`, if there are so many.
    private Chunk<Removal> removals(long cursor, long until, int limit) {
        List<Removal> removals = new ArrayList<>();
        long position = cursor;
        Chunk<Step> steps;
        do {
            steps = snapshot.log().steps(type.name(), position, until, IMAGES_CHARS_LIMIT);
            for (Step step : steps.items()) {
                if (isVisible(step.before()) && !isVisible(step.after())) {
                    removals.add(new Removal(step.id(), step.version()));
                }
                position = step.version();
            }
        } while (steps.isCut() && removals.size() < limit);
        return new Chunk<>(removals, steps.isCut());
    }

    private boolean isVisible(@Nullable Row row) {
        return row != null
                && Evaluator.evaluate(type.permission(Operation.QUERY), row, session, LinkedRows.NONE) == Truth.TRUE;
    }
}
