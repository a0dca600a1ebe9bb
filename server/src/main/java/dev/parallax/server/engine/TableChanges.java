package dev.parallax.server.engine;

import dev.parallax.change.Row;
import dev.parallax.policy.Evaluator;
import dev.parallax.policy.LinkedRows;
import dev.parallax.policy.SessionValues;
import dev.parallax.policy.Truth;
import dev.parallax.schema.Operation;
import dev.parallax.schema.RecordType;
import dev.parallax.server.store.Log.Deletion;
import dev.parallax.server.store.Snapshot;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;

/// What changed in one table for one session since a version, from one state of the database. Confined to its
/// thread.
final class TableChanges {
    /// Hidden and deleted rows looked at in one go.
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
        /// The version of the row's last change.
        long position();
    }

    record Put(Row row) implements Item {
        @Override
        public long position() {
            return row.version();
        }
    }

    record Removal(long id, @Override long position) implements Item {}

    /// The first `limit` items after a version, in order. A row that the session could see neither then nor now
    /// is not among them, whatever happened to it in between.
    List<Item> after(long version, int limit) {
        List<Item> items = new ArrayList<>();
        snapshot.visibleByVersion(type.name(), session, version, limit).forEach(row -> items.add(new Put(row)));
        if (version > 0) {
            items.addAll(hidden(version, limit));
            items.addAll(deleted(version, limit));
        }
        items.sort(Comparator.comparingLong(Item::position));
        return items.subList(0, Math.min(items.size(), limit));
    }

    /// Rows that still are, but not for this session.
    private List<Item> hidden(long version, int limit) {
        List<Item> found = new ArrayList<>();
        long position = version;
        List<Row> chunk;
        do {
            chunk = snapshot.hiddenByVersion(type.name(), session, position, CHUNK);
            addSeenBefore(version, chunk.stream().map(TableChanges::removal).toList(), found);
            position = chunk.isEmpty() ? position : chunk.getLast().version();
        } while (chunk.size() == CHUNK && found.size() < limit);
        return found;
    }

    private List<Item> deleted(long version, int limit) {
        List<Item> found = new ArrayList<>();
        long position = version;
        List<Deletion> chunk;
        do {
            chunk = snapshot.log().deletions(type.name(), position, CHUNK);
            addSeenBefore(version, chunk.stream().map(TableChanges::removal).toList(), found);
            position = chunk.isEmpty() ? position : chunk.getLast().version();
        } while (chunk.size() == CHUNK && found.size() < limit);
        return found;
    }

    private void addSeenBefore(long version, List<Removal> removals, List<Item> found) {
        List<Long> ids = removals.stream().map(Removal::id).toList();
        Map<Long, Row> images = snapshot.log().imagesAt(type.name(), version, ids);
        for (Removal removal : removals) {
            Row image = images.get(removal.id());
            if (image != null && isVisible(image)) {
                found.add(removal);
            }
        }
    }

    private boolean isVisible(Row row) {
        return Evaluator.evaluate(type.permission(Operation.QUERY), row, session, LinkedRows.NONE) == Truth.TRUE;
    }

    private static Removal removal(Row row) {
        return new Removal(row.id(), row.version());
    }

    private static Removal removal(Deletion deletion) {
        return new Removal(deletion.id(), deletion.version());
    }
}
