package dev.parallax.server.engine;

import dev.parallax.change.Change;
import dev.parallax.change.ChangeKind;
import dev.parallax.change.Row;
import dev.parallax.change.ScopedChange;
import dev.parallax.policy.View;
import dev.parallax.schema.RecordType;
import dev.parallax.server.engine.ScopedPage.Place;
import dev.parallax.server.store.Chunk;
import dev.parallax.server.store.Snapshot;
import dev.parallax.server.store.StoredChange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/// Reads a scope's chain from one state of the database. Confined to its thread.
///
/// A chain is the same whenever and in whatever pages it is read: the rows as they were at one version, each at
/// its own version, then every scoped change after that version. That is why rows which have changed since are
/// taken from the log, as they were.
final class ScopedReading {
    /// Characters of content in a page, which are in memory several times while it is answered.
    static final long PAGE_CHARS_LIMIT = 4 * 1024 * 1024;
    /// A transaction is given whole, so it may make a page larger; past this, a client starts anew instead.
    static final long TRANSACTION_CHARS_LIMIT = 8 * PAGE_CHARS_LIMIT;

    private static final int ENTRIES_AT_ONCE = 1_000;

    private final Snapshot snapshot;
    private final Scope scope;

    ScopedReading(Snapshot snapshot, Scope scope) {
        this.snapshot = snapshot;
        this.scope = scope;
    }

    /// @param limit of changes, at least 1; a larger transaction is a page of its own
    ScopedPage page(Place place, int limit) {
        long needed = place.inRows() ? place.asOf() : place.position();
        if (snapshot.log().floor() > needed) {
            return ScopedPage.of(List.of(), place, false, 0, true);
        }
        return place.inRows() ? rows(place, limit) : changes(place, limit);
    }

    /// Rows as they were. Behind the last of them the changes follow, on another page.
    private ScopedPage rows(Place place, int limit) {
        List<Row> rows = new ArrayList<>();
        long known = Long.MAX_VALUE;
        for (RecordType type : scope.schema().records()) {
            Chunk<Row> found = snapshot.visibleByVersion(
                    View.of(type), scope.values(), place.position(), limit + 1, PAGE_CHARS_LIMIT);
            rows.addAll(found.items());
            known = found.isCut() ? Math.min(known, found.items().getLast().version()) : known;
        }
        Chunk<Row> past = snapshot.pastRows().at(place.asOf(), place.position(), limit + 1, PAGE_CHARS_LIMIT);
        past.items().stream().filter(scope::sees).forEach(rows::add);
        known = past.isCut() ? Math.min(known, past.items().getLast().version()) : known;
        return rows(place, limit, rows, known);
    }

    /// @param known up to which version nothing is missing among `rows`
    private static ScopedPage rows(Place place, int limit, List<Row> rows, long known) {
        rows.removeIf(row -> row.version() > place.asOf());
        rows.sort(Comparator.comparingLong(Row::version));
        List<ScopedPage.Item> items = new ArrayList<>();
        long chars = 0;
        boolean hasMore = known < place.asOf();
        long position = hasMore ? known : place.asOf();
        for (Row row : rows) {
            chars += row.chars();
            boolean fits = items.size() < limit && (chars <= PAGE_CHARS_LIMIT || items.isEmpty());
            if (row.version() > known || !fits) {
                hasMore = true;
                position = items.isEmpty() ? known : items.getLast().change().version();
                break;
            }
            ScopedChange change = new ScopedChange(row.version(), row.record(), row.id(), ChangeKind.INSERT, row);
            items.add(new ScopedPage.Item(change, row.version()));
        }
        Place next = hasMore ? new Place(place.asOf(), true, position) : new Place(place.asOf(), false, place.asOf());
        return ScopedPage.of(items, next, true, 0, false);
    }

    private ScopedPage changes(Place place, int limit) {
        Transactions transactions = new Transactions(limit);
        long position = place.position();
        int scanned = 0;
        Chunk<StoredChange> entries;
        do {
            entries = snapshot.log().entries(position, ENTRIES_AT_ONCE, PAGE_CHARS_LIMIT);
            for (StoredChange entry : entries.items()) {
                Change change = entry.change();
                if (!transactions.add(change, scope)) {
                    return page(place, transactions, true, scanned);
                }
                position = change.version();
                scanned++;
            }
        } while (entries.isCut());
        transactions.end(Math.max(position, snapshot.version()));
        return page(place, transactions, false, scanned);
    }

    private static ScopedPage page(Place place, Transactions transactions, boolean hasMore, int scanned) {
        Place next = new Place(place.asOf(), false, Math.max(place.position(), transactions.position));
        return ScopedPage.of(transactions.items, next, hasMore, scanned, transactions.isTooLarge);
    }

    /// Gathers whole transactions until one does not fit. What the scope does not see takes no room: where a
    /// page ends tells nothing about it. Confined to its thread.
    private static final class Transactions {
        private final int limit;
        private final List<ScopedPage.Item> items = new ArrayList<>();
        private long chars;
        private final List<ScopedPage.Item> open = new ArrayList<>();
        private long openChars;
        private long transaction;
        /// Up to where everything is among the items.
        private long position;

        private boolean isTooLarge;

        Transactions(int limit) {
            this.limit = limit;
        }

        /// @return false if the entry's transaction does not fit any more
        boolean add(Change change, Scope scope) {
            if (change.transaction() != transaction) {
                take();
                transaction = change.transaction();
            }
            ScopedChange scoped = scope.scoped(change);
            if (scoped == null) {
                return true;
            }
            Row row = scoped.row();
            openChars += Row.COLUMN_CHARS + (row == null ? 0 : row.chars());
            open.add(new ScopedPage.Item(scoped, transaction));
            if (items.isEmpty()) {
                isTooLarge = openChars > TRANSACTION_CHARS_LIMIT;
                return !isTooLarge;
            }
            return items.size() + open.size() <= limit && chars + openChars <= PAGE_CHARS_LIMIT;
        }

        /// There are no more entries up to a version.
        void end(long version) {
            take();
            position = version;
        }

        private void take() {
            items.addAll(open);
            chars += openChars;
            open.clear();
            openChars = 0;
            position = Math.max(position, transaction);
        }
    }
}
