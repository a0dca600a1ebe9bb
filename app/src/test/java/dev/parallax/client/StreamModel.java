package dev.parallax.client;

import dev.parallax.change.Row;
import dev.parallax.change.Version;
import dev.parallax.client.ModelServer.Answer;
import dev.parallax.client.ModelServer.Entry;
import dev.parallax.wire.Json;
import dev.parallax.wire.Problem;
import dev.parallax.wire.RowJson;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A server of a streaming dialect over a [ModelServer], asked for one frame at a time, so that a client may read as
/// slowly as a test likes. Confined to its test.
abstract sealed class StreamModel {
    /// What comes next on a stream.
    ///
    /// @param ends whether the stream is over after it
    record Frame(String name, String data, boolean ends) {
        static Frame of(String name, ObjectNode data) {
            return new Frame(name, Json.text(data), false);
        }
    }

    final ModelServer data;

    StreamModel(ModelServer data) {
        this.data = data;
    }

    static StreamModel of(Dialect dialect, ModelServer data) {
        return switch (dialect) {
            case HEARTBEAT -> new Heartbeat(data);
            case SPACE -> new Space(data);
            case COLLECTION -> new Collection(data);
            case CURSOR, CHANGELOG -> throw new IllegalArgumentException(dialect.text());
        };
    }

    /// @return the refusal, or null
    @Nullable
    Answer open(Effect.OpenStream effect) {
        if (data.ended()) {
            return problem(Problem.Code.AUTH_ERROR);
        }
        return start(effect);
    }

    abstract @Nullable Answer start(Effect.OpenStream effect);

    abstract void close(long stream);

    /// The next frame, or null if there is nothing to say.
    @Nullable
    Frame next(long stream) {
        if (data.ended()) {
            return end("auth-error");
        }
        return produce(stream);
    }

    Frame end(String status) {
        return new Frame("error", Json.text(Json.object().put("status", status)), true);
    }

    abstract @Nullable Frame produce(long stream);

    abstract @Nullable Frame beat(long stream);

    Answer answer(String path, ObjectNode body) {
        return data.answer(path, body);
    }

    /// What a client claims to hold, as of now.
    List<Row> truth(String table) {
        return data.visibleNow(table);
    }

    static Answer problem(Problem.Code code) {
        return new Answer(
                code.status(), Json.text(Problem.of(code, "Refused on purpose.").toJson()));
    }

    boolean outdated(long since) {
        return since < data.floor() || since < data.sessionSince();
    }

    /// Delta phase table by table, each as of its own moment, then what is newer.
    static final class Heartbeat extends StreamModel {
        private static final int CHUNK = 2;

        private static final class State {
            final Map<String, Long> marks = new LinkedHashMap<>();
            final Deque<String> tables = new ArrayDeque<>(ModelServer.TABLES);
            final Set<String> resets = new HashSet<>();
            long session;
            boolean complete;
            boolean live;
            int position;
        }

        private final Map<Long, State> states = new HashMap<>();

        Heartbeat(ModelServer data) {
            super(data);
        }

        @Override
        @Nullable
        Answer start(Effect.OpenStream effect) {
            State state = new State();
            ObjectNode body = Objects.requireNonNull(effect.body());
            body.path("lastSyncTimestamps")
                    .properties()
                    .forEach(entry ->
                            state.marks.put(entry.getKey(), entry.getValue().longValue()));
            state.session = data.sessionSince();
            state.position = data.log().size();
            states.put(effect.stream(), state);
            return null;
        }

        @Override
        void close(long stream) {
            states.remove(stream);
        }

        @Override
        @Nullable
        Frame produce(long stream) {
            State state = Objects.requireNonNull(states.get(stream));
            if (state.session != data.sessionSince()) {
                state.session = data.sessionSince();
                state.tables.clear();
                state.tables.addAll(ModelServer.TABLES);
                state.marks.clear();
                state.resets.clear();
                state.complete = false;
                ObjectNode resync = Json.object();
                ModelServer.TABLES.forEach(resync.putArray("tables")::add);
                return Frame.of("resync", resync);
            }
            if (!state.tables.isEmpty()) {
                return chunk(state);
            }
            if (!state.complete) {
                state.complete = true;
                ObjectNode complete = Json.object();
                ObjectNode timestamps = complete.putObject("timestamps");
                state.marks.forEach(timestamps::put);
                return Frame.of("delta-complete", complete);
            }
            return live(state);
        }

        private Frame chunk(State state) {
            String table = state.tables.getFirst();
            Long mark = state.marks.get(table);
            boolean reset = (mark == null || outdated(mark)) && !state.resets.contains(table);
            if (reset) {
                state.resets.add(table);
            }
            List<Entry> items = mark == null || reset ? data.everything(table) : data.since(table, mark);
            List<Entry> chunk = items.size() <= CHUNK ? items : items.subList(0, CHUNK);
            // Rows below the floor share a version: they go together.
            while (chunk.size() < items.size()
                    && items.get(chunk.size()).version() == chunk.getLast().version()) {
                chunk = items.subList(0, chunk.size() + 1);
            }
            boolean last = chunk.size() == items.size();
            long timestamp = last ? data.now() : chunk.getLast().version();
            state.marks.put(table, timestamp);
            if (last) {
                state.tables.removeFirst();
            }
            ObjectNode delta = Json.object().put("table", table).put("timestamp", timestamp);
            var upserts = delta.putArray("upserts");
            var deletes = delta.putArray("deletes");
            for (Entry entry : chunk) {
                if (entry.after() == null) {
                    deletes.add(entry.id());
                } else {
                    upserts.add(RowJson.encode(entry.after()));
                }
            }
            return Frame.of("delta", delta.put("reset", reset));
        }

        private @Nullable Frame live(State state) {
            while (state.position < data.log().size()) {
                Entry entry = data.log().get(state.position++);
                Long mark = state.marks.get(entry.table());
                if (mark != null && entry.version() <= mark) {
                    continue;
                }
                ObjectNode change = Json.object().put("table", entry.table()).put("timestamp", entry.version());
                if (entry.after() != null && visible(entry.after())) {
                    change.set("row", RowJson.encode(entry.after()));
                    return Frame.of("upsert", change);
                }
                if (visible(entry.before())) {
                    return Frame.of("delete", change.put("id", entry.id()));
                }
            }
            return null;
        }

        private boolean visible(@Nullable Row row) {
            return ModelServer.visible(row, data.session);
        }

        @Override
        @Nullable
        Frame beat(long stream) {
            State state = Objects.requireNonNull(states.get(stream));
            boolean quiet =
                    state.complete && state.position == data.log().size() && state.session == data.sessionSince();
            return quiet ? Frame.of("heartbeat", Json.object().put("timestamp", data.now())) : null;
        }
    }

    /// The owners of posts are the spaces; administrators see all three, others their own and the first.
    static final class Space extends StreamModel {
        static final Topic TOPIC = new Topic("Post", "owner", "Space", "User");
        private static final int MISSED_LIMIT = 4;

        private static final class State {
            final long space;
            long mark;
            long session;
            boolean begun;

            State(long space) {
                this.space = space;
            }
        }

        private final Map<Long, State> states = new HashMap<>();

        Space(ModelServer data) {
            super(data);
        }

        Set<Long> open() {
            Set<Long> open =
                    new TreeSet<>(List.of(1L, data.session.path("userId").longValue()));
            if (data.session.path("role").asString("").equals("admin")) {
                open.addAll(Set.of(2L, 3L));
            }
            return open;
        }

        @Override
        @Nullable
        Answer start(Effect.OpenStream effect) {
            Map<String, String> query = new HashMap<>();
            for (String part :
                    effect.path().substring(effect.path().indexOf('?') + 1).split("&", -1)) {
                query.put(part.substring(0, part.indexOf('=')), part.substring(part.indexOf('=') + 1));
            }
            State state = new State(Long.parseLong(Objects.requireNonNull(query.get("spaceId"))));
            String since = query.get("since");
            state.mark = since == null ? 0 : Version.of(Version.parseInstant(since));
            state.session = data.sessionSince();
            states.put(effect.stream(), state);
            return open().contains(state.space) ? null : problem(Problem.Code.NOT_FOUND);
        }

        @Override
        void close(long stream) {
            states.remove(stream);
        }

        @Override
        @Nullable
        Frame produce(long stream) {
            State state = Objects.requireNonNull(states.get(stream));
            if (!open().contains(state.space)) {
                return end("forbidden");
            }
            boolean first = !state.begun;
            boolean reset = state.session != data.sessionSince() || (first && state.mark != 0 && outdated(state.mark));
            List<Entry> missed = data.since("Post", state.mark).stream()
                    .filter(entry -> touches(entry.id(), state))
                    .toList();
            if (!first && !reset && missed.isEmpty()) {
                return null;
            }
            state.begun = true;
            state.session = data.sessionSince();
            long now = data.now();
            ObjectNode event = Json.object().put("type", "space-delta").put("timestamp", Version.text(now));
            var created = event.putArray("created");
            var updated = event.putArray("updated");
            var deleted = event.putArray("deleted");
            boolean whole = first && state.mark == 0;
            if (reset || (!whole && missed.size() > MISSED_LIMIT)) {
                event.put("refetch", true);
            } else if (whole) {
                rows(state.space).forEach(row -> created.add(RowJson.encode(row)));
            } else {
                for (Entry entry : missed) {
                    Row row = entry.after();
                    if (row != null && Objects.equals(row.get("owner"), state.space)) {
                        (row.id() % 2 == 0 ? created : updated).add(RowJson.encode(row));
                    } else {
                        deleted.add(Long.toString(entry.id()));
                    }
                }
            }
            state.mark = now;
            return Frame.of("message", event);
        }

        /// Whether the row was or is in the space, as far as this session knows.
        private boolean touches(long id, State state) {
            return data.log().stream()
                    .filter(entry -> entry.table().equals("Post") && entry.id() == id && entry.version() > state.mark)
                    .anyMatch(entry -> in(entry.before(), state.space) || in(entry.after(), state.space));
        }

        private boolean in(@Nullable Row row, long space) {
            return row != null && Objects.equals(row.get("owner"), space) && ModelServer.visible(row, data.session);
        }

        private List<Row> rows(long space) {
            return data.visibleNow("Post").stream()
                    .filter(row -> Objects.equals(row.get("owner"), space))
                    .toList();
        }

        @Override
        @Nullable
        Frame beat(long stream) {
            return null;
        }

        @Override
        Answer answer(String path, ObjectNode body) {
            if (data.ended()) {
                return problem(Problem.Code.AUTH_ERROR);
            }
            if (path.equals("/db/listSpaces")) {
                long after = body.path("after").asLong(0);
                List<Long> left = open().stream().filter(space -> space > after).toList();
                ObjectNode page = Json.object().put("version", data.now()).put("hasMore", left.size() > 1);
                var rows = page.putArray("rows");
                left.stream().limit(1).forEach(space -> rows.addObject().put("id", space));
                return new Answer(200, Json.text(page));
            }
            if (path.startsWith("/api/spaces/")) {
                return read(path.substring("/api/spaces/".length()));
            }
            return data.answer(path, body);
        }

        private Answer read(String rest) {
            int end = rest.indexOf(rest.contains("/") ? '/' : '?');
            long space = Long.parseLong(rest.substring(0, end));
            if (!open().contains(space)) {
                return problem(Problem.Code.NOT_FOUND);
            }
            ObjectNode answer = Json.object().put("timestamp", Version.text(data.now()));
            var rows = answer.putArray("rows");
            if (rest.endsWith("/beings")) {
                rows.addObject().put("id", space).put("name", "Being").put("updatedAt", 1);
            } else {
                rows(space).forEach(row -> rows.add(RowJson.encode(row)));
            }
            return new Answer(200, Json.text(answer));
        }

        @Override
        List<Row> truth(String table) {
            return !table.equals("Post")
                    ? List.of()
                    : data.visibleNow("Post").stream()
                            .filter(row -> open().contains(Objects.requireNonNull((Long) row.get("owner"))))
                            .toList();
        }
    }

    /// One transaction after the other, line by line.
    static final class Collection extends StreamModel {
        private static final class State {
            final String table;
            final Deque<ObjectNode> lines = new ArrayDeque<>();
            int position;
            long mark;
            long session;

            State(String table) {
                this.table = table;
            }
        }

        private final Map<Long, State> states = new HashMap<>();

        Collection(ModelServer data) {
            super(data);
        }

        @Override
        @Nullable
        Answer start(Effect.OpenStream effect) {
            String path = effect.path();
            State state = new State(path.substring("/rpc/".length(), path.length() - "Sync".length()));
            ObjectNode body = Objects.requireNonNull(effect.body());
            state.session = data.sessionSince();
            if (body.path("snapshot").asBoolean()) {
                snapshot(state);
            } else {
                long since = body.path("since").longValue();
                if (outdated(since)) {
                    state.lines.add(Json.object().put("type", "truncate"));
                    snapshot(state);
                } else {
                    catchUp(state, since);
                }
            }
            states.put(effect.stream(), state);
            return null;
        }

        private void snapshot(State state) {
            data.visibleNow(state.table).forEach(row -> state.lines.add(line("insert", row)));
            done(state);
        }

        private void catchUp(State state, long since) {
            for (Entry entry : data.since(state.table, since)) {
                state.lines.add(entry.after() == null ? gone(entry) : line("update", entry.after()));
            }
            done(state);
        }

        private void done(State state) {
            state.mark = data.now();
            state.position = data.commits().size();
            state.lines.add(Json.object().put("type", "commit").put("version", state.mark));
            state.lines.add(Json.object().put("type", "ready"));
        }

        @Override
        void close(long stream) {
            states.remove(stream);
        }

        @Override
        Frame end(String status) {
            return new Frame("", Json.text(Json.object().put("type", "error").put("status", status)), true);
        }

        @Override
        @Nullable
        Frame produce(long stream) {
            State state = Objects.requireNonNull(states.get(stream));
            if (state.session != data.sessionSince() && state.lines.isEmpty()) {
                state.session = data.sessionSince();
                state.lines.add(Json.object().put("type", "truncate"));
                snapshot(state);
            }
            while (state.lines.isEmpty() && state.position < data.commits().size()) {
                transaction(state, data.commits().get(state.position++));
            }
            ObjectNode line = state.lines.pollFirst();
            return line == null ? null : Frame.of("", line);
        }

        private void transaction(State state, List<Entry> changes) {
            long version = 0;
            for (Entry entry : changes) {
                if (!entry.table().equals(state.table)) {
                    continue;
                }
                if (entry.after() != null && ModelServer.visible(entry.after(), data.session)) {
                    state.lines.add(line("update", entry.after()));
                } else if (ModelServer.visible(entry.before(), data.session)) {
                    state.lines.add(gone(entry));
                } else {
                    continue;
                }
                version = entry.version();
            }
            if (version != 0) {
                state.lines.add(Json.object().put("type", "commit").put("version", version));
            }
        }

        private static ObjectNode line(String type, Row row) {
            ObjectNode line =
                    Json.object().put("type", type).put("key", row.id()).put("version", row.version());
            line.set("value", RowJson.encode(row));
            return line;
        }

        private static ObjectNode gone(Entry entry) {
            return Json.object().put("type", "delete").put("key", entry.id()).put("version", entry.version());
        }

        @Override
        @Nullable
        Frame beat(long stream) {
            State state = Objects.requireNonNull(states.get(stream));
            boolean quiet = state.lines.isEmpty()
                    && state.position == data.commits().size()
                    && state.session == data.sessionSince();
            return quiet ? Frame.of("", Json.object().put("type", "heartbeat").put("version", data.now())) : null;
        }

        @Override
        Answer answer(String path, ObjectNode body) {
            String call = path.substring("/rpc/".length());
            Map<String, String> verbs = Map.of("Insert", "create", "Update", "update", "Delete", "delete");
            String verb = call.substring(call.length() - "Insert".length());
            String table = call.substring(0, call.length() - verb.length());
            ObjectNode args = ((ObjectNode) body.path("items").path(0)).deepCopy();
            args.set("requestId", body.path("requestId"));
            Answer done = data.answer("/db/" + verbs.get(verb) + table, args);
            if (done.status() != 200) {
                return done;
            }
            ObjectNode node = Json.parseObject(done.body());
            ObjectNode answer =
                    Json.object().put("version", node.path("version").longValue());
            List<ObjectNode> items = new ArrayList<>();
            items.add(
                    node.get("row") instanceof ObjectNode row
                            ? row
                            : Json.object().put("id", node.path("id").longValue()));
            items.forEach(answer.putArray("items")::add);
            return new Answer(200, Json.text(answer));
        }
    }
}
