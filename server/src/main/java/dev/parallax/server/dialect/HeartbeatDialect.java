package dev.parallax.server.dialect;

import dev.parallax.change.Row;
import dev.parallax.change.ScopedChange;
import dev.parallax.change.Version;
import dev.parallax.policy.SessionValues;
import dev.parallax.policy.View;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import dev.parallax.server.engine.Delivery;
import dev.parallax.server.engine.TableDelta;
import dev.parallax.wire.Json;
import dev.parallax.wire.Problem;
import dev.parallax.wire.Problem.Code;
import dev.parallax.wire.RowJson;
import dev.parallax.wire.SyncRequest.TableCursor;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Delta on connect: for every table what the client lacks, in chunks, then live changes one by one, for ever. If
/// a table's delta fails, the stream ends: it never goes live with a gap. Source: PROTOCOL's dialect 2.
///
/// **Timestamps.** Every event says from where its client may go on. While deltas are sent, each table has its
/// own `timestamp`, and the event's `id` is the oldest of them, since it stands for all tables. Once live, both are
/// the change's version; of changes with the same version (rows that one membership brought in) only the last
/// has it, the others have the one before, so that whoever goes on from there gets them all.
public final class HeartbeatDialect implements StreamDialect {
    public static final String NAME = "heartbeat";

    private final Supplier<Schema> schema;
    private final Supplier<SessionValues> session;
    private final String sessionKey;
    private final long sessionBegan;
    private final HeartbeatRequest request;
    private final ChunkMemory chunks;
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private final Deque<String> due = new ArrayDeque<>();
    private boolean isSettled;
    /// Everything up to it has been told, once every table is complete.
    private long told = Version.NONE;

    /// Where one table stands.
    private static final class Table {
        private @Nullable Long timestamp;
        private @Nullable String hash;
        /// Changes up to it are in what was sent.
        private long state = Version.NONE;
        private boolean startsAnew;

        private TableCursor cursor(long from) {
            return new TableCursor(from, hash);
        }
    }

    /// @param schema as it is when it is asked for
    /// @param session as it is when it is asked for
    /// @param sessionBegan the version at which it began
    /// @param chunks shared by all streams
    public HeartbeatDialect(
            Supplier<Schema> schema,
            Supplier<SessionValues> session,
            String sessionKey,
            long sessionBegan,
            HeartbeatRequest request,
            ChunkMemory chunks) {
        this.schema = schema;
        this.session = session;
        this.sessionKey = sessionKey;
        this.sessionBegan = sessionBegan;
        this.request = request;
        this.chunks = chunks;
        schema.get().records().forEach(type -> {
            tables.put(type.name(), start(type.name()));
            due.add(type.name());
        });
    }

    private Table start(String name) {
        Table table = new Table();
        Long given = request.timestamps().get(name);
        Long timestamp = request.timestamps().containsKey(name) ? given : request.lastEventId();
        table.timestamp = timestamp;
        table.startsAnew = timestamp == null;
        if (timestamp != null) {
            String claimed = request.permissionHashes().get(name);
            table.hash = claimed != null ? claimed : chunks.find(sessionKey, sessionBegan, name, timestamp);
        }
        return table;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Concern concerns(Delivery delivery) {
        return Concern.ROWS;
    }

    @Override
    public @Nullable Question question() {
        while (!due.isEmpty()) {
            String name = due.element();
            RecordType type = schema.get().record(name).orElse(null);
            Table table = tables.get(name);
            if (type != null && table != null) {
                Long from = table.timestamp;
                return new Question.Changes(
                        View.of(type), from == null ? null : table.cursor(from), request.chunkSize());
            }
            // Dropped since; the schema's change says so to the client next.
            due.remove();
        }
        return null;
    }

    @Override
    public String answered(TableDelta delta, long clock) {
        String name = due.element();
        Table table = table(name);
        boolean reset = delta.reset() || table.startsAnew;
        table.startsAnew = false;
        table.timestamp = delta.version();
        table.hash = delta.permissionHash();
        table.state = Math.max(delta.version(), delta.state());
        if (delta.hasMore()) {
            chunks.put(sessionKey, name, delta.version(), delta.permissionHash());
        } else {
            due.remove();
        }
        return delta.size() > 0 || reset ? delta(name, delta, reset) : "";
    }

    private String delta(String name, TableDelta delta, boolean reset) {
        ObjectNode data = Json.object().put("table", name);
        ArrayNode upserts = data.putArray("upserts");
        List<Row> rows = new ArrayList<>(delta.created());
        rows.addAll(delta.updated());
        rows.forEach(row -> upserts.add(RowJson.encode(row)));
        ArrayNode deletes = data.putArray("deletes");
        delta.removed().forEach(deletes::add);
        data.put("timestamp", delta.version()).put("reset", reset).put("permissionHash", delta.permissionHash());
        return Sse.event("delta", oldest(), data);
    }

    @Override
    public void answered(boolean isVisible) {
        throw new IllegalStateException("this dialect asks for no single row");
    }

    @Override
    public String settled() {
        if (isSettled) {
            return "";
        }
        isSettled = true;
        told = Math.max(told, oldest());
        ObjectNode data = Json.object();
        ObjectNode timestamps = data.putObject("timestamps");
        ObjectNode hashes = data.putObject("permissionHashes");
        tables.forEach((name, table) -> {
            timestamps.put(name, table.timestamp);
            if (table.hash != null) {
                hashes.put(name, table.hash);
            }
        });
        data.set("session", RowJson.encode(session.get().values()));
        return Sse.event("delta-complete", told, data);
    }

    @Override
    public String delivered(Delivery delivery) {
        long version = delivery.version();
        told = Math.max(told, version);
        boolean isNew = delivery.changes().stream().allMatch(change -> isNewer(version, change));
        return isNew
                ? delivery.encodedOnce(NAME, all -> events(all, change -> true))
                : events(delivery, change -> isNewer(version, change));
    }

    /// Whether a change of a commit is not in what was sent of its table.
    private boolean isNewer(long version, ScopedChange change) {
        Table table = tables.get(change.record());
        return table != null && version > table.state;
    }

    private static String events(Delivery delivery, Predicate<ScopedChange> isWanted) {
        StringBuilder text = new StringBuilder();
        List<ScopedChange> changes = delivery.changes();
        for (int index = 0; index < changes.size(); index++) {
            ScopedChange change = changes.get(index);
            boolean isTied =
                    index + 1 < changes.size() && changes.get(index + 1).version() == change.version();
            if (isWanted.test(change)) {
                text.append(event(change, isTied ? change.version() - 1 : change.version()));
            }
        }
        return text.toString();
    }

    private static String event(ScopedChange change, long timestamp) {
        ObjectNode data = Json.object().put("table", change.record());
        Row row = change.row();
        if (row == null) {
            data.put("id", change.id());
        } else {
            data.set("row", RowJson.encode(row));
        }
        return Sse.event(row == null ? "delete" : "upsert", timestamp, data.put("timestamp", timestamp));
    }

    @Override
    public String flush() {
        return "";
    }

    @Override
    public String resync(@Nullable List<String> given) {
        Schema now = schema.get();
        List<String> names = given != null
                ? given
                : now.records().stream().map(RecordType::name).toList();
        // All of them were complete so far; what changed since is the question.
        tables.values()
                .forEach(table -> table.timestamp = Math.max(told, table.timestamp == null ? 0 : table.timestamp));
        isSettled = false;
        ObjectNode data = Json.object();
        names.forEach(data.putArray("tables")::add);
        StringBuilder text = new StringBuilder(Sse.event("resync", told, data));
        for (String name : names) {
            if (now.record(name).isEmpty()) {
                tables.remove(name);
                text.append(dropped(name));
            } else {
                Table table = tables.computeIfAbsent(name, this::added);
                table.hash = null;
                due.add(name);
            }
        }
        return text.toString();
    }

    private Table added(String name) {
        Table table = new Table();
        table.startsAnew = true;
        return table;
    }

    private String dropped(String name) {
        ObjectNode data = Json.object().put("table", name);
        data.putArray("upserts");
        data.putArray("deletes");
        return Sse.event("delta", told, data.put("timestamp", told).put("reset", true));
    }

    @Override
    public String heartbeat(long version) {
        told = Math.max(told, version);
        return Sse.event("heartbeat", told, Json.object().put("timestamp", told));
    }

    @Override
    public String failed(Problem problem, @Nullable Question question) {
        String status = problem.code() == Code.AUTH_ERROR ? Code.AUTH_ERROR.text() : Code.SYNC_ERROR.text();
        ObjectNode data = Json.object().put("status", status).put("message", problem.detail());
        if (question instanceof Question.Changes changes) {
            data.put("table", changes.view().record());
        }
        return Sse.event("error", isSettled ? told : oldest(), data);
    }

    private Table table(String name) {
        Table table = tables.get(name);
        if (table == null) {
            throw new IllegalStateException("nothing was asked about `" + name + "`");
        }
        return table;
    }

    /// The version up to which every table is complete.
    private long oldest() {
        return tables.values().stream()
                .mapToLong(table -> table.timestamp == null ? Version.NONE : table.timestamp)
                .min()
                .orElse(Version.NONE);
    }
}
