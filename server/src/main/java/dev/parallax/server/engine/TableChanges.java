package dev.parallax.server.engine;

import dev.parallax.change.Row;
import dev.parallax.policy.Evaluator;
import dev.parallax.policy.LinkAnswers;
import dev.parallax.policy.SessionValues;
import dev.parallax.policy.Truth;
import dev.parallax.policy.View;
import dev.parallax.server.store.Chunk;
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
/// A client may hold any row that the session could see at the cursor or at any time since: it need not have
/// moved its cursor with every delta that it applied. So a row is taken back at each change that hid it, even
/// if it is visible again by now: then it is put back at its own place. Wherever a page is cut, the next one
/// finds what is left to take back. A row that the session could not see at any of these times leaves no trace.
///
/// What `exists` finds is asked of the same state for all these times: a cursor does not stand ([Catchup]) if that
/// was ever different since.
final class TableChanges {
    /// Images of log entries held at once, in characters.
    private static final long IMAGES_CHARS_LIMIT = 4 * 1024 * 1024;

    private final Snapshot snapshot;
    private final View view;
    private final SessionValues session;
    private final LinkAnswers answers;

    TableChanges(Snapshot snapshot, View view, SessionValues session) {
        this.snapshot = snapshot;
        this.view = view;
        this.session = session;
        this.answers = new SnapshotAnswers(snapshot.links(), session, view.condition());
    }

    /// Something that the client must do.
    sealed interface Item {
        long id();

        /// The version of the change behind it: of the row's last for a row, of the one that hid it for a removal.
        long position();

        /// How much text it holds, in characters.
        long chars();
    }

    /// @param wasVisible at the cursor
    record Put(Row row, boolean wasVisible) implements Item {
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
    /// @param epoch since when the permission has meant the same: what the client holds was visible then or later
    /// @param limit of items
    /// @param chars of rows; a first row is there whatever its size
    Chunk<Item> after(long cursor, long epoch, int limit, long chars) {
        Chunk<Row> rows = snapshot.visibleByVersion(view, session, cursor, limit, chars);
        Past past = new Past(List.of(), Set.of(), false);
        if (cursor > 0) {
            long until = rows.isCut() ? rows.items().getLast().version() : Long.MAX_VALUE;
            past = past(cursor, epoch, until, limit);
        }
        List<Item> items = new ArrayList<>(past.removals());
        for (Row row : rows.items()) {
            items.add(new Put(row, past.held().contains(row.id())));
        }
        items.sort(Comparator.comparingLong(Item::position));
        // Whatever cut it, everything up to the last of these is here.
        return items.size() > limit
                ? new Chunk<>(items.subList(0, limit), true)
                : new Chunk<>(items, rows.isCut() || past.isCut());
    }

    /// What the log says.
    ///
    /// @param held rows that were visible at the cursor and have changed since
    /// @param isCut whether there may be more behind the last removal; then there is one
    private record Past(List<Removal> removals, Set<Long> held, boolean isCut) {}

    /// At least the first `limit` removals after the cursor and up to `until`, if there are so many.
    private Past past(long cursor, long epoch, long until, int limit) {
        List<Removal> removals = new ArrayList<>();
        Set<Long> held = new HashSet<>();
        long position = Math.max(cursor, epoch);
        Chunk<Step> steps;
        do {
            steps = snapshot.log().steps(view.record(), position, until, IMAGES_CHARS_LIMIT);
            for (Step step : steps.items()) {
                boolean wasVisible = isVisible(step.before());
                if (wasVisible && step.before().version() <= cursor) {
                    held.add(step.id());
                }
                if (wasVisible && !isVisible(step.after())) {
                    removals.add(new Removal(step.id(), step.version()));
                }
                position = step.version();
            }
        } while (steps.isCut() && removals.size() < limit);
        return new Past(removals, held, steps.isCut());
    }

    private boolean isVisible(@Nullable Row row) {
        return row != null && Evaluator.evaluate(view.condition(), row, session, answers) == Truth.TRUE;
    }
}
