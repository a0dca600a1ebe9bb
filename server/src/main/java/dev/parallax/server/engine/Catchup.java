package dev.parallax.server.engine;

import dev.parallax.change.Row;
import dev.parallax.change.Version;
import dev.parallax.policy.PermissionHash;
import dev.parallax.policy.SessionFields;
import dev.parallax.policy.View;
import dev.parallax.schema.Operation;
import dev.parallax.schema.RecordType;
import dev.parallax.server.session.Session;
import dev.parallax.server.store.Chunk;
import dev.parallax.server.store.Snapshot;
import dev.parallax.server.store.Store;
import dev.parallax.wire.SyncPage;
import dev.parallax.wire.SyncPage.TablePage;
import dev.parallax.wire.SyncRequest;
import dev.parallax.wire.SyncRequest.TableCursor;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Answers `POST /sync`. Thread-safe.
///
/// A table's cursor c says: for every row, the client holds what the session could see at c, or a change after
/// c is still to come. A page takes, from one state of the database, what changed after c and matters to the
/// session: rows that are visible now, each at the version of its last change, and removals of rows that were
/// visible at c, each at the first change that hid it. All tables' items together are put in order and cut at
/// the page's size, in items and in characters; every table is then complete up to the cut. So a page always
/// makes progress, no table starves another, and a busy table does not keep a quiet one from arriving.
///
/// All this holds while the session's permission means the same. So the permission hash names, beside what it means
/// now, the *epoch* since which it has: the last version at which a session value that it names was changed, or
/// something that an `exists` finds for the session. A cursor from before that starts anew, even if all is as it was
/// then: the client may have followed the stream in between. Rows that were hidden before the epoch are not taken back:
/// nobody who holds the hash can have them.
///
/// The log does not go back for ever ([LogRetention]). A cursor from before its floor, or older than the retention
/// whether or not anything was pruned, starts anew; one of a load that began since does not, however old the rows are
/// that it has come to ([TableMark]).
///
/// The version that a page names was read from the clock before the state was opened, so everything up to it is
/// in the state. It is the clock's and not the log's, so it says nothing about what the session may not see.
final class Catchup {
    /// Characters of rows in a page, which are in memory several times while it is answered. A larger row is a
    /// page of its own.
    static final long PAGE_CHARS_LIMIT = 4 * 1024 * 1024;

    /// The permission hash of a record that is no more.
    static final String GONE = "gone";

    private final Store store;
    private final VersionClock clock;
    private final String databaseId;
    private final ServerFaults faults;
    private final LogRetention retention;

    Catchup(Opened opened) {
        this.store = opened.store();
        this.clock = opened.clock();
        this.databaseId = opened.databaseId();
        this.faults = opened.faults();
        this.retention = opened.retention();
    }

    /// Where a table stands before the page.
    ///
    /// @param after the cursor, or [dev.parallax.change.Version#NONE] for a table that starts anew
    /// @param isNews whether the client must be told about this table even if no row is
    /// @param epoch whatever the client holds was visible at this version or later
    /// @param begun when the load of the table began, or null if the client had it all before
    /// @param horizon a cursor from before it needs more of the log than is sure to be there
    private record Start(
            View view,
            String hash,
            long epoch,
            long after,
            @Nullable Long begun,
            long horizon,
            boolean reset,
            boolean isNews) {
        /// What the client is to hand in when it is complete up to a version.
        String mark(long complete) {
            return new TableMark(hash, complete < horizon ? begun : null).text();
        }
    }

    private record Placed(Start start, TableChanges.Item item) {}

    SyncPage page(Session session, SyncRequest request) {
        Integer asked = request.pageSize();
        int size = asked == null ? SyncRequest.PAGE_SIZE_DEFAULT : asked;
        long safe = clock.safe();
        try (Snapshot snapshot = store.snapshot()) {
            long version = Math.max(safe, snapshot.schemas().version());
            List<Start> starts = new ArrayList<>();
            List<Placed> items = new ArrayList<>();
            long known = Long.MAX_VALUE;
            for (RecordType type : snapshot.schema().records()) {
                View view = View.of(type);
                faults.attemptDelta(type.name());
                Start start = start(snapshot, view, session, request.tables().get(type.name()), version, true);
                starts.add(start);
                TableChanges changes = new TableChanges(snapshot, view, session.values());
                // One more than fits tells whether there is more.
                Chunk<TableChanges.Item> found =
                        changes.after(start.after(), start.epoch(), size + 1, PAGE_CHARS_LIMIT);
                found.items().forEach(item -> items.add(new Placed(start, item)));
                if (found.isCut()) {
                    known = Math.min(known, found.items().getLast().position());
                }
            }
            items.sort(Comparator.comparingLong(placed -> placed.item().position()));
            List<Placed> page = items.subList(0, fitting(items, size, known));
            boolean hasMore = page.size() < items.size() || known < Long.MAX_VALUE;
            return page(starts, page, gone(snapshot, request), hasMore, version);
        }
    }

    /// Records of the cursor that the schema has no more: their rows go, which is told once.
    private static Map<String, TableCursor> gone(Snapshot snapshot, SyncRequest request) {
        Map<String, TableCursor> gone = new LinkedHashMap<>(request.tables());
        gone.keySet().removeIf(record -> !snapshot.schemas().isGone(record));
        gone.values().removeIf(cursor -> GONE.equals(cursor.permissionHash()));
        return gone;
    }

    /// How many items make a page: those up to the position to which every table is known, cut by their number and
    /// their size.
    private static int fitting(List<Placed> items, int size, long known) {
        int count = 0;
        long left = PAGE_CHARS_LIMIT;
        while (count < Math.min(size, items.size())) {
            TableChanges.Item item = items.get(count).item();
            left -= item.chars();
            if (item.position() > known || (left < 0 && count > 0)) {
                return count;
            }
            count++;
        }
        return count;
    }

    /// What one view holds that a client does not, for one session: at most `limit` rows and removals.
    ///
    /// @param asked by any schema that was in force; if it is no more, the answer is a reset without rows
    /// @param cursor null to start with nothing; one without a hash stands if nothing but rows has changed since
    TableDelta table(Session session, View asked, @Nullable TableCursor cursor, int limit) {
        faults.attemptDelta(asked.record());
        long safe = clock.safe();
        try (Snapshot snapshot = store.snapshot()) {
            long version = Math.max(safe, snapshot.schemas().version());
            View view = asked.in(snapshot.schema()).orElse(null);
            if (view == null) {
                return TableDelta.of(List.of(), GONE, version, snapshot.version(), true, false);
            }
            Start start = start(snapshot, view, session, cursor, version, false);
            TableChanges changes = new TableChanges(snapshot, view, session.values());
            Chunk<TableChanges.Item> found = changes.after(start.after(), start.epoch(), limit, PAGE_CHARS_LIMIT);
            List<TableChanges.Item> items = found.items();
            long last = items.isEmpty() ? 0 : items.getLast().position();
            long complete = Math.max(start.after(), found.isCut() ? last : Math.max(version, last));
            return TableDelta.of(
                    items, start.mark(complete), complete, snapshot.version(), start.reset(), found.isCut());
        }
    }

    /// @param now the version that the answer will name
    /// @param needsHash whether a cursor without a hash never stands
    private Start start(
            Snapshot snapshot, View view, Session session, @Nullable TableCursor cursor, long now, boolean needsHash) {
        RecordType type = view.type();
        long horizon = Math.max(snapshot.floor(), retention.horizon(now));
        long schemaEpoch = snapshot.schemas().sameSince(type.name());
        long valuesEpoch = session.lastChange(SessionFields.named(type.permission(Operation.QUERY)));
        long linksEpoch = new LinkHistory(snapshot).lastChange(type, session.values());
        long epoch = Math.max(schemaEpoch, Math.max(valuesEpoch, linksEpoch));
        // An epoch that no cursor can be from before any more counts no longer: its cause is not known for ever.
        String hash = hash(type, session, epoch < horizon ? Version.NONE : epoch);
        Long lastSeen = cursor == null ? null : cursor.lastSeen();
        String text = cursor == null ? null : cursor.permissionHash();
        if (lastSeen == null && text == null) {
            return new Start(view, hash, epoch, 0, now, horizon, false, true);
        }
        TableMark mark = text == null ? null : TableMark.parse(text);
        Long begun = mark == null ? null : mark.begun();
        if (lastSeen != null && lastSeen >= 0 && clock.isKnown(lastSeen)) {
            boolean isLate = lastSeen < horizon && (begun == null || begun < horizon || begun > now);
            // What a change of links shows and hides has one version, and the client may have got a part of it.
            boolean isSame = (mark != null || needsHash)
                    ? mark != null && isOneOf(mark.hash(), hash, type, session, epoch)
                    : lastSeen >= Math.max(session.first(), Math.max(schemaEpoch, valuesEpoch))
                            && lastSeen > linksEpoch;
            if (isSame && !isLate) {
                boolean isNews = mark != null && !mark.hash().equals(hash);
                return new Start(view, hash, epoch, lastSeen, begun, horizon, false, isNews);
            }
        }
        return new Start(view, hash, epoch, 0, now, horizon, true, true);
    }

    /// A client may know the permission by an epoch that does not count any more.
    private boolean isOneOf(String known, String hash, RecordType type, Session session, long epoch) {
        return known.equals(hash) || known.equals(hash(type, session, epoch));
    }

    private String hash(RecordType type, Session session, long epoch) {
        return PermissionHash.of(type, session.values(), databaseId, epoch);
    }

    private static SyncPage page(
            List<Start> starts, List<Placed> page, Map<String, TableCursor> gone, boolean hasMore, long version) {
        long cut = hasMore ? page.getLast().item().position() : version;
        Map<String, TablePage> tables = new LinkedHashMap<>();
        for (Start start : starts) {
            List<TableChanges.Item> items = page.stream()
                    .filter(placed -> placed.start() == start)
                    .map(Placed::item)
                    .toList();
            if (start.isNews() || !items.isEmpty()) {
                tables.put(start.view().record(), table(start, items, cut));
            }
        }
        gone.keySet().forEach(record -> tables.put(record, new TablePage(List.of(), List.of(), GONE, cut, true)));
        return new SyncPage(tables, hasMore, version);
    }

    private static TablePage table(Start start, List<TableChanges.Item> items, long cut) {
        Map<Long, Row> rows = new LinkedHashMap<>();
        Set<Long> removed = new LinkedHashSet<>();
        for (TableChanges.Item item : items) {
            switch (item) {
                case TableChanges.Put put -> rows.put(put.id(), put.row());
                case TableChanges.Removal removal -> removed.add(removal.id());
            }
        }
        // A row that was hidden for a while and is back is just a row.
        removed.removeAll(rows.keySet());
        long last = items.isEmpty() ? 0 : items.getLast().position();
        long complete = Math.max(Math.max(start.after(), cut), last);
        return new TablePage(
                List.copyOf(rows.values()), List.copyOf(removed), start.mark(complete), complete, start.reset());
    }
}
