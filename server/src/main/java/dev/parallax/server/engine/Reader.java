package dev.parallax.server.engine;

import dev.parallax.change.Row;
import dev.parallax.change.StateHash;
import dev.parallax.change.Version;
import dev.parallax.policy.Deciding;
import dev.parallax.policy.Explainer;
import dev.parallax.policy.Explanation;
import dev.parallax.policy.FlipSearch;
import dev.parallax.policy.LinkedRows;
import dev.parallax.policy.SessionValues;
import dev.parallax.policy.View;
import dev.parallax.schema.Operation;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import dev.parallax.server.store.Chunk;
import dev.parallax.server.store.Log;
import dev.parallax.server.store.LogLink;
import dev.parallax.server.store.Snapshot;
import dev.parallax.server.store.Store;
import dev.parallax.server.store.StoredChange;
import dev.parallax.wire.Json;
import dev.parallax.wire.Problem.Code;
import dev.parallax.wire.ProblemException;
import dev.parallax.wire.RowJson;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads that are no catch-up: rows for their own sake, the truth, the log. Thread-safe.
final class Reader {
    /// Rows fetched at once, because the database reads every result whole.
    private static final int CHUNK_ROWS = 1_000;
    /// Characters of rows in an answer, which are in memory several times while it is made. A larger row is an
    /// answer of its own.
    static final long ANSWER_CHARS_LIMIT = 4 * 1024 * 1024;

    private final Store store;
    private final VersionClock clock;

    Reader(Store store, VersionClock clock) {
        this.store = store;
        this.clock = clock;
    }

    ObjectNode answer(SessionValues session, Read read) {
        long version = clock.safe();
        try (Snapshot snapshot = store.snapshot()) {
            RecordType type = snapshot.schema()
                    .record(read.type().name())
                    .orElseThrow(() -> new ProblemException(Code.NOT_FOUND, "there is no such operation"));
            return switch (read) {
                case Read.Get get -> {
                    Row row = snapshot.findVisible(View.of(type), get.id(), session)
                            .orElseThrow(() -> StepRun.absent(type, get.id()));
                    yield Json.object().put("version", version).set("row", RowJson.encode(row));
                }
                case Read.Rows rows -> list(snapshot, session, View.of(type), rows, version);
            };
        }
    }

    private static ObjectNode list(Snapshot snapshot, SessionValues session, View view, Read.Rows read, long version) {
        ObjectNode answer = Json.object().put("version", version);
        ArrayNode array = answer.putArray("rows");
        // One more than asked for tells whether there are more.
        Chunk<Row> rows = snapshot.visibleById(view, session, read.after(), read.limit() + 1, ANSWER_CHARS_LIMIT);
        rows.items().stream().limit(read.limit()).forEach(row -> array.add(RowJson.encode(row)));
        return answer.put("hasMore", rows.isCut());
    }

    /// The version is the clock's, or that of the newest row in it if the state is ahead of the clock.
    Listing rows(SessionValues session, View view, long afterId, int limit, long chars) {
        long version = clock.safe();
        try (Snapshot snapshot = store.snapshot()) {
            Chunk<Row> rows = snapshot.visibleById(view, session, afterId, limit, chars);
            long newest = rows.items().stream().mapToLong(Row::version).max().orElse(version);
            return new Listing(rows.items(), Math.max(version, newest), rows.isCut());
        }
    }

    /// Everything at once, so that it is exact: the one answer without a bound but the database's size. For the
    /// operator's eyes.
    TruthSnapshot truth(SessionValues session) {
        long safe = clock.safe();
        try (Snapshot snapshot = store.snapshot()) {
            Map<String, List<Row>> tables = new LinkedHashMap<>();
            for (RecordType type : snapshot.schema().records()) {
                tables.put(type.name(), all(snapshot, type, session));
            }
            return new TruthSnapshot(Math.max(safe, snapshot.version()), tables);
        }
    }

    /// All sessions at one state, so that their answers can be compared with each other.
    ///
    /// @param limit of rows, of each session too
    Visibility visibility(RecordType asked, Collection<SessionValues> sessions, int limit) {
        long safe = clock.safe();
        try (Snapshot snapshot = store.snapshot()) {
            long version = Math.max(safe, snapshot.version());
            Optional<RecordType> type = snapshot.schema().record(asked.name());
            if (type.isEmpty()) {
                return new Visibility(version, List.of(), Map.of(), false);
            }
            View view = View.of(type.get());
            Listed rows =
                    listed(limit, (after, count) -> snapshot.byId(asked.name(), after, count, ANSWER_CHARS_LIMIT));
            long last =
                    rows.items.isEmpty() ? Long.MIN_VALUE : rows.items.getLast().id();
            Map<SessionValues, Set<Long>> visible = new HashMap<>();
            for (SessionValues session : sessions) {
                Set<Long> ids = new HashSet<>();
                listed(limit, (after, count) -> snapshot.visibleById(view, session, after, count, ANSWER_CHARS_LIMIT))
                        .items
                        .stream()
                        .filter(row -> row.id() <= last)
                        .forEach(row -> ids.add(row.id()));
                visible.put(session, Set.copyOf(ids));
            }
            return new Visibility(version, rows.items, visible, rows.isCut);
        }
    }

    private record Listed(List<Row> items, boolean isCut) {}

    private interface Pages {
        Chunk<Row> page(long afterId, int limit);
    }

    private static Listed listed(int limit, Pages pages) {
        List<Row> rows = new ArrayList<>();
        boolean more = true;
        while (more && rows.size() < limit) {
            long after = rows.isEmpty() ? Long.MIN_VALUE : rows.getLast().id();
            Chunk<Row> page = pages.page(after, Math.min(CHUNK_ROWS, limit - rows.size()));
            rows.addAll(page.items());
            more = page.isCut();
        }
        return new Listed(rows, more);
    }

    private static List<Row> all(Snapshot snapshot, RecordType type, SessionValues session) {
        List<Row> all = new ArrayList<>();
        long after = Long.MIN_VALUE;
        Chunk<Row> chunk;
        do {
            chunk = snapshot.visibleById(View.of(type), session, after, CHUNK_ROWS, ANSWER_CHARS_LIMIT);
            all.addAll(chunk.items());
            after = all.isEmpty() ? after : all.getLast().id();
        } while (chunk.isCut());
        return all;
    }

    /// How much of the log there is.
    LogExtent logExtent() {
        try (Snapshot snapshot = store.snapshot()) {
            return new LogExtent(snapshot.log().count(), snapshot.floor());
        }
    }

    /// Whether nothing was ever written.
    boolean isEmpty() {
        try (Snapshot snapshot = store.snapshot()) {
            return snapshot.version() == Version.NONE;
        }
    }

    LogPage log(long after, int limit) {
        try (Snapshot snapshot = store.snapshot()) {
            Chunk<StoredChange> entries = snapshot.log().entries(after, limit, ANSWER_CHARS_LIMIT);
            return new LogPage(
                    entries.items().stream()
                            .map(stored -> new LogEntry(stored.change(), stored.hash()))
                            .toList(),
                    snapshot.floor(),
                    entries.isCut());
        }
    }

    LogVerdict verify() {
        try (Snapshot snapshot = store.snapshot()) {
            Log log = snapshot.log();
            StateHash hash = StateHash.parse(log.floorHash());
            long position = snapshot.floor();
            long changes = 0;
            Chunk<LogLink> links;
            do {
                links = log.links(position, CHUNK_ROWS, ANSWER_CHARS_LIMIT);
                for (LogLink link : links.items()) {
                    if (!link.fits(hash)) {
                        LogVerdict.Place place = new LogVerdict.Place(link.version(), link.record(), link.id());
                        return new LogVerdict(false, changes, snapshot.version(), place);
                    }
                    hash = link.next(hash);
                    changes++;
                    position = link.version();
                }
            } while (links.isCut());
            boolean isWhole = position == snapshot.version() && hash.hex().equals(log.headHash());
            return new LogVerdict(isWhole, changes, snapshot.version(), null);
        }
    }

    Explanation explain(SessionValues session, RecordType asked, Operation operation, long id) {
        try (Snapshot snapshot = store.snapshot()) {
            Schema schema = snapshot.schema();
            RecordType type = schema.record(asked.name()).orElseThrow(() -> StepRun.absent(asked, id));
            Row row = snapshot.find(type.name(), id).orElseThrow(() -> StepRun.absent(type, id));
            return Explainer.explain(schema, type, operation, row, session, snapshot.linkedRows());
        }
    }

    Why why(SessionValues session, RecordType asked, Operation operation, long id) {
        try (Snapshot snapshot = store.snapshot()) {
            Schema schema = snapshot.schema();
            RecordType type = schema.record(asked.name()).orElseThrow(() -> StepRun.absent(asked, id));
            Row row = snapshot.find(type.name(), id).orElseThrow(() -> StepRun.absent(type, id));
            LinkedRows linked = snapshot.linkedRows();
            long decided = Deciding.version(type.permission(operation), row, session, linked);
            return new Why(
                    row,
                    Math.max(decided, store.schemas().sameSince(type.name())),
                    Explainer.explain(schema, type, operation, row, session, linked),
                    FlipSearch.search(schema, type, operation, row, session, linked));
        }
    }
}
