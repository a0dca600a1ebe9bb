package dev.parallax.client;

import dev.parallax.change.Row;
import dev.parallax.change.RowShape;
import dev.parallax.wire.CursorJson;
import dev.parallax.wire.CursorMessage;
import dev.parallax.wire.CursorMessage.Delta;
import dev.parallax.wire.CursorMessage.Removed;
import dev.parallax.wire.Json;
import dev.parallax.wire.Problem;
import dev.parallax.wire.SyncPage;
import dev.parallax.wire.SyncPage.TablePage;
import dev.parallax.wire.SyncRequest;
import dev.parallax.wire.SyncRequest.TableCursor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A server of the cursor dialect small enough to be obviously right: everything is worked out from the whole
/// log each time. Two tables; a Post is visible to its owner, to everyone if open, and to the role `admin`; a
/// Note to everyone. Confined to its test.
final class ModelServer {
    static final List<String> TABLES = List.of("Note", "Post");
    private static final int QUEUE_LIMIT = 8;

    record Entry(
            long version,
            String table,
            long id,
            @Nullable Row before,
            @Nullable Row after) {}

    record Answer(int status, String body) {}

    private final List<Entry> log = new ArrayList<>();
    private final List<List<Entry>> commits = new ArrayList<>();
    private final Map<String, TreeMap<Long, Row>> tables = new HashMap<>();
    private final Map<String, Answer> outcomes = new HashMap<>();
    final Deque<String> frames = new ArrayDeque<>();
    ObjectNode session = session(1, "user");
    private boolean connected;
    private boolean ended;
    private long sequence;
    private long clock = 1_000;
    private long floor;
    private long sessionSince;
    private long lastId;
    private long created;

    ModelServer() {
        TABLES.forEach(table -> tables.put(table, new TreeMap<>()));
    }

    static ObjectNode session(long userId, String role) {
        return Json.object().put("userId", userId).put("role", role);
    }

    static Row row(String table, long id, long owner, boolean open, String text, long version) {
        RowShape shape = new RowShape(table, List.of("id", "owner", "open", "text", "updatedAt"), "id");
        return new Row(shape, List.of(id, owner, open, text, version));
    }

    // What the world does to it.

    void commit(List<Entry> changes) {
        commits.add(List.copyOf(changes));
        List<Entry> net = new ArrayList<>();
        for (Entry change : changes) {
            log.add(change);
            TreeMap<Long, Row> rows = rowsOf(change.table());
            if (change.after() == null) {
                rows.remove(change.id());
            } else {
                rows.put(change.id(), change.after());
            }
            net.add(change);
        }
        if (connected) {
            List<Row> rows = new ArrayList<>();
            List<Removed> removed = new ArrayList<>();
            for (Entry entry : net) {
                if (visible(entry.after(), session)) {
                    rows.add(Objects.requireNonNull(entry.after()));
                } else if (visible(entry.before(), session)) {
                    removed.add(new Removed(entry.table(), entry.id()));
                }
            }
            if (!rows.isEmpty() || !removed.isEmpty()) {
                send(new Delta(rows, removed, clock, ++sequence));
            }
        }
    }

    Entry put(String table, long id, long owner, boolean open, String text) {
        long version = ++clock;
        return new Entry(version, table, id, rowsOf(table).get(id), row(table, id, owner, open, text, version));
    }

    Entry delete(String table, long id) {
        return new Entry(++clock, table, id, rowsOf(table).get(id), null);
    }

    long newId() {
        return ++lastId;
    }

    void changeSession(ObjectNode to) {
        clock++;
        sessionSince = clock;
        session = to;
        send(new CursorMessage.SyncRequired(List.of("Post"), CursorMessage.Reason.PERMISSIONS));
    }

    void end() {
        ended = true;
        frames.clear();
    }

    void renew() {
        ended = false;
    }

    boolean ended() {
        return ended;
    }

    void tick() {
        clock += 5;
    }

    long now() {
        return ++clock;
    }

    /// Since when the session has its values.
    long sessionSince() {
        return sessionSince;
    }

    long floor() {
        return floor;
    }

    /// Transactions in order.
    List<List<Entry>> commits() {
        return commits;
    }

    List<Entry> log() {
        return log;
    }

    void prune() {
        floor = clock;
    }

    void heartbeat() {
        clock++;
        send(new CursorMessage.Heartbeat(clock));
    }

    void syncRequired() {
        send(new CursorMessage.SyncRequired(TABLES, CursorMessage.Reason.RESTART));
    }

    void pong() {
        send(new CursorMessage.Pong());
    }

    boolean connect() {
        if (ended) {
            return false;
        }
        connected = true;
        sequence = 0;
        frames.clear();
        send(new CursorMessage.Connected("secret", session, clock));
        return true;
    }

    void disconnect() {
        connected = false;
        frames.clear();
    }

    // What it answers.

    Answer answer(String path, ObjectNode body) {
        if (ended) {
            return problem(Problem.Code.AUTH_ERROR, "ended");
        }
        return path.equals("/sync") ? sync(SyncRequest.fromJson(body)) : write(path.substring("/db/".length()), body);
    }

    private Answer sync(SyncRequest request) {
        if (request.session() == null || !Json.text(session).equals(Json.text(request.session()))) {
            return problem(Problem.Code.FORBIDDEN, "another session");
        }
        clock++;
        int left = Objects.requireNonNull(request.pageSize());
        boolean more = false;
        Map<String, TablePage> pages = new LinkedHashMap<>();
        for (String table : TABLES) {
            TableCursor cursor = request.tables().getOrDefault(table, new TableCursor(null, null));
            Long lastSeen = cursor.lastSeen();
            boolean tooOld = lastSeen != null && lastSeen < floor;
            boolean reset = lastSeen == null || tooOld || !hash(table).equals(cursor.permissionHash());
            List<Entry> items = reset || lastSeen == null ? everything(table) : since(table, lastSeen);
            int inOnePage = (int) items.stream()
                    .filter(item -> reset && item.version() <= floor)
                    .count();
            int taken = Math.min(Math.max(left, inOnePage), items.size());
            left -= Math.min(left, taken);
            more |= taken < items.size();
            if (taken == 0 && (!reset || taken < items.size())) {
                continue;
            }
            List<Entry> page = items.subList(0, taken);
            long complete = taken < items.size() ? page.getLast().version() : clock;
            pages.put(
                    table,
                    new TablePage(
                            page.stream()
                                    .map(Entry::after)
                                    .filter(Objects::nonNull)
                                    .toList(),
                            page.stream()
                                    .filter(item -> item.after() == null)
                                    .map(Entry::id)
                                    .toList(),
                            hash(table),
                            complete,
                            reset));
        }
        return new Answer(200, Json.text(new SyncPage(pages, more, clock).toJson()));
    }

    /// Every visible row. What is older than the floor counts as being there, and goes in one page: a cursor in
    /// the middle of it would be too old again.
    List<Entry> everything(String table) {
        return rowsOf(table).values().stream()
                .filter(row -> visible(row, session))
                .map(row -> new Entry(Math.max(floor, row.version()), table, row.id(), null, row))
                .sorted(Comparator.comparingLong(Entry::version))
                .toList();
    }

    /// What changed after `lastSeen`: the row if visible now, else its removal.
    List<Entry> since(String table, long lastSeen) {
        Map<Long, Entry> newest = new HashMap<>();
        for (Entry entry : log) {
            if (entry.table().equals(table) && entry.version() > lastSeen) {
                newest.put(entry.id(), entry);
            }
        }
        return newest.values().stream()
                .map(entry -> visible(entry.after(), session)
                        ? entry
                        : new Entry(entry.version(), table, entry.id(), null, null))
                .sorted(Comparator.comparingLong(Entry::version))
                .toList();
    }

    private Answer write(String operation, ObjectNode body) {
        String requestId = body.path("requestId").stringValue();
        Answer known = outcomes.get(requestId);
        if (known != null) {
            return known;
        }
        Answer answer = writeOnce(operation, body);
        outcomes.put(requestId, answer);
        return answer;
    }

    private Answer writeOnce(String operation, ObjectNode body) {
        String table = operation.substring("create".length());
        long user = session.path("userId").longValue();
        if (operation.startsWith("create")) {
            Entry entry = put(
                    table,
                    newId(),
                    user,
                    body.path("open").asBoolean(false),
                    body.path("text").asString(""));
            commit(List.of(entry));
            created++;
            return done(entry);
        }
        Row before = rowsOf(table).get(body.path("id").longValue());
        if (before == null || !visible(before, session)) {
            return problem(Problem.Code.NOT_FOUND, "no such row");
        }
        if (!Objects.equals(before.get("owner"), user)) {
            return problem(Problem.Code.FORBIDDEN, "not yours");
        }
        Entry entry = operation.startsWith("delete")
                ? delete(table, before.id())
                : put(
                        table,
                        before.id(),
                        body.path("owner").asLong(user),
                        body.path("open").asBoolean((Boolean) Objects.requireNonNull(before.get("open"))),
                        body.path("text").asString((String) Objects.requireNonNull(before.get("text"))));
        commit(List.of(entry));
        return done(entry);
    }

    private Answer done(Entry entry) {
        ObjectNode node = Json.object().put("version", entry.version()).put("id", entry.id());
        if (entry.after() != null && visible(entry.after(), session)) {
            node.set("row", dev.parallax.wire.RowJson.encode(entry.after()));
        }
        return new Answer(200, Json.text(node));
    }

    // What is true.

    List<Row> visibleNow(String table) {
        return rowsOf(table).values().stream()
                .filter(row -> visible(row, session))
                .toList();
    }

    List<Row> all(String table) {
        return List.copyOf(rowsOf(table).values());
    }

    /// The rows of the table at an earlier version, as that session might see them.
    List<Row> visibleAt(long version, String table, ObjectNode asSession) {
        TreeMap<Long, Row> rows = new TreeMap<>();
        for (Entry entry : log) {
            if (entry.version() <= version && entry.table().equals(table)) {
                if (entry.after() == null) {
                    rows.remove(entry.id());
                } else {
                    rows.put(entry.id(), entry.after());
                }
            }
        }
        return rows.values().stream().filter(row -> visible(row, asSession)).toList();
    }

    /// How many rows were created by requests: each once, however often it was asked.
    long createdByClients() {
        return created;
    }

    static boolean visible(@Nullable Row row, ObjectNode to) {
        return row != null
                && (row.record().equals("Note")
                        || Objects.equals(row.get("owner"), to.path("userId").longValue())
                        || Objects.equals(row.get("open"), true)
                        || to.path("role").asString("").equals("admin"));
    }

    private String hash(String table) {
        return table.equals("Note") ? "note" : "post " + Json.text(session);
    }

    private void send(CursorMessage frame) {
        if (!connected) {
            return;
        }
        if (frames.size() >= QUEUE_LIMIT) {
            frames.clear();
            frames.add(CursorJson.encode(new CursorMessage.SyncRequired(TABLES, CursorMessage.Reason.OVERFLOW)));
        } else {
            frames.add(CursorJson.encode(frame));
        }
    }

    private TreeMap<Long, Row> rowsOf(String table) {
        return Objects.requireNonNull(tables.get(table));
    }

    private static Answer problem(Problem.Code code, String detail) {
        return new Answer(code.status(), Json.text(Problem.of(code, detail).toJson()));
    }
}
