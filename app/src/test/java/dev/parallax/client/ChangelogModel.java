package dev.parallax.client;

import dev.parallax.change.ChangeKind;
import dev.parallax.change.Row;
import dev.parallax.change.ScopedChange;
import dev.parallax.change.StateHash;
import dev.parallax.client.ModelServer.Answer;
import dev.parallax.client.ModelServer.Entry;
import dev.parallax.wire.ChangesAnswer;
import dev.parallax.wire.ChangesRequest;
import dev.parallax.wire.Json;
import dev.parallax.wire.Problem;
import dev.parallax.wire.PushResult;
import dev.parallax.wire.PushedChange;
import dev.parallax.wire.RowJson;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A server of the changelog dialect small enough to be obviously right, with the tables and permissions of
/// [ModelServer]. Everything is worked out from the whole log each time. Confined to its test.
final class ChangelogModel {
    /// A position that was given to the client.
    private record Given(String scope, String hash) {}

    private final boolean rejects;
    private final List<List<Entry>> log = new ArrayList<>();
    private final Map<String, TreeMap<Long, Row>> tables = new HashMap<>();
    private final Map<String, PushResult> outcomes = new HashMap<>();
    private final Map<Long, Given> given = new HashMap<>();
    private final Set<Long> pushedVersions = new HashSet<>();
    ObjectNode session = ModelServer.session(1, "user");
    /// The next page that has a row gets another text in it than its hash says.
    boolean tampers;
    int tampered;
    int resets;
    int conflicts;
    int applied;
    private boolean ended;
    private long clock = 1_000;
    private long floor;
    private long lastId;

    /// @param rejects whether a change made on an older row is refused, instead of winning
    ChangelogModel(boolean rejects) {
        this.rejects = rejects;
        ModelServer.TABLES.forEach(table -> tables.put(table, new TreeMap<>()));
    }

    void commit(List<Entry> changes) {
        log.add(List.copyOf(changes));
        for (Entry change : changes) {
            if (change.after() == null) {
                rows(change.table()).remove(change.id());
            } else {
                rows(change.table()).put(change.id(), change.after());
            }
        }
    }

    Entry put(String table, long id, long owner, boolean open, String text) {
        long version = ++clock;
        Row after = ModelServer.row(table, id, owner, open, text, version);
        return new Entry(version, table, id, rows(table).get(id), after);
    }

    Entry delete(String table, long id) {
        return new Entry(++clock, table, id, rows(table).get(id), null);
    }

    long newId() {
        return ++lastId;
    }

    List<Row> all(String table) {
        return List.copyOf(rows(table).values());
    }

    void end() {
        ended = true;
    }

    void renew() {
        ended = false;
    }

    boolean ended() {
        return ended;
    }

    void prune() {
        floor = clock;
    }

    Answer answer(ObjectNode body) {
        if (ended) {
            Problem problem = Problem.of(Problem.Code.AUTH_ERROR, "ended");
            return new Answer(problem.status(), Json.text(problem.toJson()));
        }
        ChangesRequest request = ChangesRequest.fromJson(body);
        List<PushResult> results = request.changes().stream().map(this::push).toList();
        return new Answer(200, Json.text(pull(request, results).toJson()));
    }

    /// Whether a poll from there would be answered at once.
    boolean hasNews(ObjectNode body) {
        ChangesRequest request = ChangesRequest.fromJson(body);
        Long cursor = request.cursor();
        return ended || cursor == null || !recognises(request) || !since(cursor).isEmpty();
    }

    private boolean recognises(ChangesRequest request) {
        Long cursor = request.cursor();
        return cursor != null
                && cursor >= floor
                && new Given(Json.text(session), String.valueOf(request.stateHash())).equals(given.get(cursor));
    }

    private ChangesAnswer pull(ChangesRequest request, List<PushResult> results) {
        Long at = request.cursor();
        boolean reset = at == null || !recognises(request);
        List<List<ScopedChange>> transactions = reset || at == null ? everything() : since(at);
        StateHash hash = reset ? StateHash.GENESIS : StateHash.parse(String.valueOf(request.stateHash()));
        int size = Objects.requireNonNull(request.pageSize());
        List<ScopedChange> page = new ArrayList<>();
        int taken = 0;
        while (taken < transactions.size() && page.size() < size) {
            page.addAll(transactions.get(taken++));
        }
        for (ScopedChange change : page) {
            hash = hash.then(change);
        }
        boolean more = taken < transactions.size();
        long cursor = more ? page.getLast().version() : ++clock;
        resets += reset ? 1 : 0;
        given.put(cursor, new Given(Json.text(session), hash.hex()));
        return new ChangesAnswer(results, reset, tamper(page), cursor, hash.hex(), more);
    }

    private List<ScopedChange> tamper(List<ScopedChange> page) {
        for (int index = 0; tampers && index < page.size(); index++) {
            ScopedChange change = page.get(index);
            if (change.row() != null) {
                tampers = false;
                tampered++;
                List<ScopedChange> changed = new ArrayList<>(page);
                Row row = change.row().with(Map.of("text", "tampered"));
                changed.set(
                        index, new ScopedChange(change.version(), change.record(), change.id(), change.kind(), row));
                return changed;
            }
        }
        return page;
    }

    /// Every visible row as a transaction of its own. What is older than the floor counts as one, for a cursor in the
    /// middle of it would be too old.
    private List<List<ScopedChange>> everything() {
        List<Row> visible = new ArrayList<>();
        ModelServer.TABLES.forEach(table -> visible.addAll(visibleNow(table)));
        visible.sort(Comparator.comparingLong(Row::version));
        List<ScopedChange> old = new ArrayList<>();
        List<List<ScopedChange>> all = new ArrayList<>();
        for (Row row : visible) {
            ScopedChange insert = new ScopedChange(row.version(), row.record(), row.id(), ChangeKind.INSERT, row);
            if (row.version() <= floor) {
                old.add(insert);
            } else {
                all.add(List.of(insert));
            }
        }
        if (!old.isEmpty() && !all.isEmpty()) {
            all.set(
                    0,
                    java.util.stream.Stream.concat(old.stream(), all.getFirst().stream())
                            .toList());
        } else if (!old.isEmpty()) {
            all.add(old);
        }
        return all;
    }

    private List<List<ScopedChange>> since(long cursor) {
        List<List<ScopedChange>> all = new ArrayList<>();
        for (List<Entry> transaction : log) {
            List<ScopedChange> scoped = new ArrayList<>();
            for (Entry entry : transaction) {
                boolean before = ModelServer.visible(entry.before(), session);
                boolean after = ModelServer.visible(entry.after(), session);
                if (entry.version() > cursor && (before || after)) {
                    ChangeKind kind = after ? before ? ChangeKind.UPDATE : ChangeKind.INSERT : ChangeKind.DELETE;
                    scoped.add(new ScopedChange(
                            entry.version(), entry.table(), entry.id(), kind, after ? entry.after() : null));
                }
            }
            if (!scoped.isEmpty()) {
                all.add(scoped);
            }
        }
        return all;
    }

    private PushResult push(PushedChange change) {
        PushResult first = outcomes.get(change.changeId());
        if (first != null) {
            return first.again();
        }
        PushResult result = pushOnce(change);
        outcomes.put(change.changeId(), result);
        return result;
    }

    private PushResult pushOnce(PushedChange change) {
        long user = session.path("userId").longValue();
        ObjectNode delta = change.delta() == null ? Json.object() : change.delta();
        String table = change.record();
        long id = change.id() == null ? 0 : change.id();
        if (change.op().equals(PushedChange.INSERT)) {
            Entry entry = put(
                    table,
                    newId(),
                    user,
                    delta.path("open").asBoolean(false),
                    delta.path("text").asString(""));
            return apply(change, entry, null);
        }
        Row before = rows(table).get(id);
        if (before == null || !ModelServer.visible(before, session)) {
            return rejected(change, Problem.Code.NOT_FOUND, "no such row", null);
        }
        if (!Objects.equals(before.get("owner"), user)) {
            return rejected(change, Problem.Code.FORBIDDEN, "not yours", null);
        }
        PushResult.Overwrote over = overwrote(change, before);
        if (over != null && rejects) {
            conflicts++;
            return rejected(change, Problem.Code.CONFLICT, "it changed", RowJson.encode(before));
        }
        Entry entry = change.op().equals(PushedChange.DELETE)
                ? delete(table, id)
                : put(
                        table,
                        id,
                        delta.path("owner").asLong(user),
                        delta.path("open").asBoolean((Boolean) Objects.requireNonNull(before.get("open"))),
                        delta.path("text").asString((String) Objects.requireNonNull(before.get("text"))));
        return apply(change, entry, over);
    }

    private PushResult.@Nullable Overwrote overwrote(PushedChange change, Row now) {
        Long base = change.baseVersion();
        boolean foreign = base != null
                && log.stream()
                        .flatMap(List::stream)
                        .anyMatch(entry -> entry.table().equals(now.record())
                                && entry.id() == now.id()
                                && entry.version() > base
                                && !pushedVersions.contains(entry.version()));
        return foreign ? new PushResult.Overwrote(now.version(), List.of("text")) : null;
    }

    private PushResult apply(PushedChange change, Entry entry, PushResult.@Nullable Overwrote over) {
        commit(List.of(entry));
        pushedVersions.add(entry.version());
        applied++;
        return PushResult.applied(change.changeId(), entry.version(), entry.id(), over);
    }

    private static PushResult rejected(PushedChange change, Problem.Code code, String why, @Nullable ObjectNode row) {
        return PushResult.rejected(change.changeId(), Problem.of(code, why), row);
    }

    List<Row> visibleNow(String table) {
        return rows(table).values().stream()
                .filter(row -> ModelServer.visible(row, session))
                .toList();
    }

    List<Row> visibleAt(long version, String table, ObjectNode asSession) {
        TreeMap<Long, Row> rows = new TreeMap<>();
        for (List<Entry> transaction : log) {
            for (Entry entry : transaction) {
                if (entry.version() <= version && entry.table().equals(table)) {
                    if (entry.after() == null) {
                        rows.remove(entry.id());
                    } else {
                        rows.put(entry.id(), entry.after());
                    }
                }
            }
        }
        return rows.values().stream()
                .filter(row -> ModelServer.visible(row, asSession))
                .toList();
    }

    private TreeMap<Long, Row> rows(String table) {
        return Objects.requireNonNull(tables.get(table));
    }
}
