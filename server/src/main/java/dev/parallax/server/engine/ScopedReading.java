package dev.parallax.server.engine;

import dev.parallax.change.Change;
import dev.parallax.change.ChangeKind;
import dev.parallax.change.Row;
import dev.parallax.change.ScopedChange;
import dev.parallax.policy.LinkAnswers;
import dev.parallax.policy.LinkQuestion;
import dev.parallax.policy.View;
import dev.parallax.schema.Operation;
import dev.parallax.schema.RecordType;
import dev.parallax.server.engine.ScopedPage.Place;
import dev.parallax.server.store.Chunk;
import dev.parallax.server.store.Snapshot;
import dev.parallax.server.store.StoredChange;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

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
        if (snapshot.floor() > needed) {
            return ScopedPage.of(List.of(), place, false, 0, true);
        }
        LinkPast past = new LinkPast(snapshot, scope.schema(), scope.values(), needed);
        if (!past.isWhole()) {
            return ScopedPage.of(List.of(), place, false, 0, true);
        }
        return place.inRows() ? rows(place, past, limit) : changes(place, past, limit);
    }

    /// Rows as they were. Behind the last of them the changes follow, on another page.
    private ScopedPage rows(Place place, LinkPast past, int limit) {
        List<Row> rows = new ArrayList<>();
        LinkAnswers then = past.at(place.asOf());
        long known = Long.MAX_VALUE;
        for (RecordType type : scope.schema().records()) {
            Chunk<Row> found = rows(type, place, past, then, limit + 1);
            rows.addAll(found.items());
            known = found.isCut() ? Math.min(known, found.items().getLast().version()) : known;
        }
        Chunk<Row> changed = snapshot.pastRows().at(place.asOf(), place.position(), limit + 1, PAGE_CHARS_LIMIT);
        changed.items().stream().filter(row -> scope.sees(row, then)).forEach(rows::add);
        known = changed.isCut() ? Math.min(known, changed.items().getLast().version()) : known;
        return rows(place, limit, rows, known);
    }

    /// Rows that have not changed since, visible then. SQL tells those that are visible now: the same ones, unless
    /// what an `exists` finds has changed since; then all rows are looked at.
    private Chunk<Row> rows(RecordType type, Place place, LinkPast past, LinkAnswers then, int limit) {
        boolean isSteady = LinkQuestion.of(type.permission(Operation.QUERY)).stream()
                .allMatch(question -> past.turnedKeys(question).isEmpty());
        if (isSteady) {
            return snapshot.visibleByVersion(View.of(type), scope.values(), place.position(), limit, PAGE_CHARS_LIMIT);
        }
        List<Row> visible = new ArrayList<>();
        long position = place.position();
        long chars = 0;
        Chunk<Row> some;
        do {
            some = snapshot.byVersion(type.name(), position, limit, PAGE_CHARS_LIMIT);
            for (Row row : some.items()) {
                if (scope.sees(row, then)) {
                    visible.add(row);
                    chars += row.chars();
                }
                position = row.version();
                if (visible.size() == limit || chars > PAGE_CHARS_LIMIT) {
                    return new Chunk<>(visible, true);
                }
            }
        } while (some.isCut() && position <= place.asOf());
        return new Chunk<>(visible, false);
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

    private ScopedPage changes(Place place, LinkPast past, int limit) {
        PastTouches touches = new PastTouches(snapshot, scope, past, place.position(), TRANSACTION_CHARS_LIMIT);
        Transactions transactions = new Transactions(scope, past, touches, limit);
        long position = place.position();
        int scanned = 0;
        Chunk<StoredChange> entries;
        do {
            entries = snapshot.log().entries(position, ENTRIES_AT_ONCE, PAGE_CHARS_LIMIT);
            for (StoredChange entry : entries.items()) {
                Change change = entry.change();
                if (!transactions.add(change)) {
                    return page(place, transactions, true, scanned);
                }
                position = change.version();
                scanned++;
            }
        } while (entries.isCut());
        boolean isThrough = transactions.end(Math.max(position, snapshot.version()));
        return page(place, transactions, !isThrough, scanned);
    }

    private static ScopedPage page(Place place, Transactions transactions, boolean hasMore, int scanned) {
        Place next = new Place(place.asOf(), false, Math.max(place.position(), transactions.position));
        return ScopedPage.of(transactions.items, next, hasMore, scanned, transactions.isTooLarge);
    }

    /// Gathers whole transactions until one does not fit. What the scope does not see takes no room: where a
    /// page ends tells nothing about it. Confined to its thread.
    private static final class Transactions {
        private final Scope scope;
        private final LinkPast past;
        private final PastTouches touches;
        private final int limit;
        private final List<ScopedPage.Item> items = new ArrayList<>();
        private long chars;
        private final List<ScopedPage.Item> open = new ArrayList<>();
        private final Map<String, Set<Long>> changed = new HashMap<>();
        private long openChars;
        private long transaction;
        /// Up to where everything is among the items.
        private long position;

        private boolean isTooLarge;

        Transactions(Scope scope, LinkPast past, PastTouches touches, int limit) {
            this.scope = scope;
            this.past = past;
            this.touches = touches;
            this.limit = limit;
        }

        /// @return false if the entry's transaction, or the one before it, does not fit any more
        boolean add(Change change) {
            if (change.transaction() != transaction) {
                if (!take()) {
                    return false;
                }
                transaction = change.transaction();
            }
            changed.computeIfAbsent(change.record(), record -> new HashSet<>()).add(change.id());
            ScopedChange scoped = scope.scoped(change, past);
            return scoped == null || open(scoped);
        }

        /// There are no more entries up to a version.
        ///
        /// @return false if the last transaction does not fit any more
        boolean end(long version) {
            boolean fits = take();
            position = fits ? version : position;
            return fits;
        }

        private boolean open(ScopedChange scoped) {
            Row row = scoped.row();
            openChars += Row.COLUMN_CHARS + (row == null ? 0 : row.chars());
            open.add(new ScopedPage.Item(scoped, transaction));
            if (items.isEmpty()) {
                isTooLarge = openChars > TRANSACTION_CHARS_LIMIT;
                return !isTooLarge;
            }
            return items.size() + open.size() <= limit && chars + openChars <= PAGE_CHARS_LIMIT;
        }

        /// The open transaction is whole.
        private boolean take() {
            if (transaction > 0) {
                Optional<List<Touch>> touched = touches.of(transaction, changed);
                isTooLarge |= touched.isEmpty() && items.isEmpty();
                if (touched.isEmpty() || !touched.get().stream().allMatch(touch -> open(touch.scoped()))) {
                    return false;
                }
            }
            open.sort(Comparator.comparingLong(item -> item.change().version()));
            items.addAll(open);
            chars += openChars;
            open.clear();
            changed.clear();
            openChars = 0;
            position = Math.max(position, transaction);
            return true;
        }
    }
}
