package dev.parallax.server.engine;

import dev.parallax.change.Row;
import dev.parallax.change.ScopedChange;
import dev.parallax.policy.SessionValues;
import dev.parallax.server.session.CreatedSession;
import dev.parallax.wire.CursorMessage.Reason;
import dev.parallax.wire.SyncPage;
import dev.parallax.wire.SyncPage.TablePage;
import dev.parallax.wire.SyncRequest.TableCursor;
import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The simplest client that follows the rules: subscribe, catch up page by page, apply what is newer, follow.
/// Everything it receives is also held against what its session may see.
final class ModelClient implements Subscriber {
    private final World world;
    private final CreatedSession session;
    private final Map<String, Map<Long, Row>> tables = new LinkedHashMap<>();
    private final Map<String, TableCursor> cursors = new LinkedHashMap<>();
    private final Queue<Delivery> inbox = new ArrayDeque<>();
    private @Nullable Subscription subscription;
    /// No resynchronisation was asked for since the newest page was.
    private boolean live;
    private boolean complete;

    ModelClient(World world, CreatedSession session) {
        this.world = world;
        this.session = session;
        world.engine.schema().records().forEach(type -> tables.put(type.name(), new TreeMap<>()));
    }

    @Override
    public synchronized void deliver(Delivery delivery) {
        inbox.add(delivery);
    }

    @Override
    public synchronized void resync(List<String> records, Reason reason) {
        live = false;
    }

    @Override
    public synchronized void ended() {
        throw new AssertionError("nobody ended the session");
    }

    /// Opens the stream if need be, and takes one page.
    ///
    /// @return whether there are more
    boolean takePage(int pageSize) {
        if (subscription == null) {
            synchronized (this) {
                inbox.clear();
                live = false;
            }
            subscription = world.engine.subscribe(session.session(), this);
        }
        synchronized (this) {
            live = true;
        }
        SyncPage page = world.engine.catchUp(session.session(), World.request(cursors, pageSize));
        if (page.tables().values().stream().mapToInt(ModelClient::size).sum() > pageSize) {
            throw new AssertionError("the page is larger than asked for");
        }
        page.tables().forEach(this::apply);
        if (!page.hasMore()) {
            cursors.replaceAll((record, cursor) ->
                    new TableCursor(Math.max(seen(cursor), page.version()), cursor.permissionHash()));
        }
        complete = !page.hasMore();
        return page.hasMore();
    }

    void catchUp(int pageSize) {
        int pages = 0;
        boolean hasMore;
        do {
            hasMore = takePage(pageSize);
            if (pages++ > 10_000) {
                throw new AssertionError("the catch-up does not end");
            }
        } while (hasMore || !isLive());
        follow();
    }

    /// Applies what was delivered: what is newer than what the table holds.
    void follow() {
        if (subscription == null || !complete || !isLive()) {
            return;
        }
        for (Delivery delivery = next(); delivery != null; delivery = next()) {
            delivery.changes().forEach(this::apply);
        }
    }

    void disconnect() {
        if (subscription != null) {
            subscription.close();
            subscription = null;
        }
    }

    Map<String, List<Row>> view() {
        Map<String, List<Row>> view = new LinkedHashMap<>();
        tables.forEach((record, rows) -> view.put(record, List.copyOf(rows.values())));
        return view;
    }

    SessionValues values() {
        return world.engine.session(session.secret()).orElseThrow().values();
    }

    private synchronized boolean isLive() {
        return live;
    }

    private synchronized @Nullable Delivery next() {
        return inbox.poll();
    }

    private void apply(String record, TablePage page) {
        Map<Long, Row> rows = rows(record);
        if (page.reset()) {
            rows.clear();
        }
        List<Long> versions = page.rows().stream().map(Row::version).toList();
        if (!versions.equals(versions.stream().sorted(Comparator.naturalOrder()).toList())) {
            throw new AssertionError("a page's rows are not in version order");
        }
        page.removed().forEach(rows::remove);
        page.rows().forEach(row -> rows.put(row.id(), row));
        cursors.put(record, new TableCursor(page.lastSeen(), page.permissionHash()));
    }

    private void apply(ScopedChange change) {
        TableCursor cursor = cursors.getOrDefault(change.record(), new TableCursor(null, null));
        if (change.version() <= seen(cursor)) {
            return;
        }
        Map<Long, Row> rows = rows(change.record());
        Row row = change.row();
        if (row == null) {
            rows.remove(change.id());
        } else {
            rows.put(change.id(), row);
        }
        cursors.put(change.record(), new TableCursor(change.version(), cursor.permissionHash()));
    }

    private Map<Long, Row> rows(String record) {
        return tables.computeIfAbsent(record, name -> new TreeMap<>());
    }

    private static long seen(TableCursor cursor) {
        Long seen = cursor.lastSeen();
        return seen == null ? 0 : seen;
    }

    private static int size(TablePage page) {
        return page.rows().size() + page.removed().size();
    }
}
