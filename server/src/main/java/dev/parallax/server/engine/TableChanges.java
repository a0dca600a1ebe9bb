package dev.parallax.server.engine;

import dev.parallax.change.Row;
import dev.parallax.policy.Evaluator;
import dev.parallax.policy.LinkedRows;
import dev.parallax.policy.SessionValues;
import dev.parallax.policy.Truth;
import dev.parallax.schema.Operation;
import dev.parallax.schema.RecordType;
import dev.parallax.server.store.Log.FirstChange;
import dev.parallax.server.store.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;

/// What changed in one table for one session since a version, from one state of the database. Confined to its
/// thread.
final class TableChanges {
    /// Changed rows looked at in one go.
    private static final int CHUNK = 500;

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
        /// Where it stands among the versions after the cursor.
        long position();
    }

    record Put(Row row) implements Item {
        @Override
        public long position() {
            return row.version();
        }
    }

    record Removal(long id, @Override long position) implements Item {}

    /// The first `limit` items after a version, in order. A row that the session could see neither then nor now is
    /// not among them, whatever happened to it in between.
    List<Item> after(long version, int limit) {
        List<Item> items = new ArrayList<>();
        snapshot.visibleByVersion(type.name(), session, version, limit).forEach(row -> items.add(new Put(row)));
        items.addAll(removals(version, limit));
        items.sort(Comparator.comparingLong(Item::position));
        return items.subList(0, Math.min(items.size(), limit));
    }

    /// Rows that the session saw at the version and does not see now. A removal stands where the row first changed:
    /// a page that ends before that place leaves the row as it was, so the next page finds it again; one that
    /// ends behind it has removed the row, however often it changed later.
    private List<Item> removals(long version, int limit) {
        List<Item> found = new ArrayList<>();
        long position = version;
        List<FirstChange> chunk;
        do {
            chunk = snapshot.log().firstChanges(type.name(), version, position, CHUNK);
            position = chunk.isEmpty() ? position : chunk.getLast().version();
            List<FirstChange> seen =
                    chunk.stream().filter(change -> isVisible(change.before())).toList();
            Set<Long> visible = snapshot.visibleAmong(
                    type.name(), session, seen.stream().map(FirstChange::id).toList());
            seen.stream()
                    .filter(change -> !visible.contains(change.id()))
                    .forEach(change -> found.add(new Removal(change.id(), change.version())));
        } while (chunk.size() == CHUNK && found.size() < limit);
        return found;
    }

    private boolean isVisible(Row row) {
        return Evaluator.evaluate(type.permission(Operation.QUERY), row, session, LinkedRows.NONE) == Truth.TRUE;
    }
}
