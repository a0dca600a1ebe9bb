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
import dev.parallax.wire.ProblemException;
import dev.parallax.wire.RowJson;
import dev.parallax.wire.SyncRequest.TableCursor;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// One record as client databases such as TanStack DB take it in: a line for each change, a commit after each
/// transaction. Source: PROTOCOL's dialect 4.
///
/// An `insert` is always of a row that the client does not have, for client databases refuse others: what a read has
/// told is not told again by a delivery, to the exact change.
public final class CollectionDialect implements StreamDialect {
    public static final String NAME = "collection";

    /// Rows read at once. However many there are, they are one transaction to the client.
    private static final int PAGE_ROWS = 500;

    private final Supplier<Schema> schema;
    private final Supplier<SessionValues> session;
    private final CollectionRequest request;
    private final String record;
    private volatile Following following;

    private boolean mustFind;
    private boolean mustLook;
    private boolean mustRead;
    private boolean mustCommit;
    private boolean mustSayReady = true;
    private @Nullable TableCursor cursor;
    /// From where the client may go on, once everything is committed.
    private long told;
    /// Changes up to it are in what was sent.
    private long state = Version.NONE;
    private @Nullable Delivery held;

    /// What is followed, by the schema as it is now.
    ///
    /// @param space null for all rows of the record
    private record Following(
            View view,
            Selection selection,
            @Nullable Space space,
            @Nullable Door door) {
        static Following of(Schema schema, String record, CollectionRequest request) {
            JsonNode topic = request.topic();
            if (topic != null) {
                Space space = Space.of(schema, record, topic);
                return new Following(space.view(), space.selection(), space, Door.of(space));
            }
            RecordType type = schema.record(record).orElseThrow(() -> absent(record));
            return new Following(View.of(type), new Selection(record, null, null), null, null);
        }
    }

    private record Shared(String name, Selection selection) {}

    /// @param schema as it is when it is asked for
    /// @param session as it is when it is asked for
    /// @throws ProblemException NOT_FOUND if there is no such record or topic
    public CollectionDialect(
            Supplier<Schema> schema, Supplier<SessionValues> session, String record, CollectionRequest request) {
        this.session = session;
        this.schema = schema;
        this.record = record;
        this.request = request;
        this.following = Following.of(schema.get(), record, request);
        this.mustLook = following.space() != null;
        Long since = request.since();
        this.mustRead = request.isSnapshot() || since != null;
        this.cursor = since == null ? null : new TableCursor(since, null);
        this.told = since == null ? Version.NONE : since;
    }

    public static ProblemException absent(String record) {
        return new ProblemException(Code.NOT_FOUND, "there is no record `" + record + "`");
    }

    /// The space whose rows are followed, if it is one.
    public Optional<Space> space() {
        return Optional.ofNullable(following.space());
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Concern concerns(Delivery delivery) {
        Following now = following;
        if (now.door() != null) {
            return now.door().concern(delivery, now.selection());
        }
        return now.selection().of(delivery).isEmpty() ? Concern.NOTHING : Concern.ROWS;
    }

    @Override
    public @Nullable Question question() {
        if (mustFind) {
            mustFind = false;
            find();
        }
        Following now = following;
        if (mustLook && now.space() != null) {
            return now.space().sight();
        }
        return mustRead ? new Question.Changes(now.view(), cursor, PAGE_ROWS) : null;
    }

    /// The schema may have changed, and what is followed may be gone with it.
    private void find() {
        try {
            following = Following.of(schema.get(), record, request);
        } catch (ProblemException e) {
            throw closed();
        }
    }

    private static ProblemException closed() {
        return new ProblemException(Code.FORBIDDEN, "this collection is not yours to follow any more");
    }

    @Override
    public void answered(boolean isVisible) {
        mustLook = false;
        if (!isVisible) {
            throw closed();
        }
    }

    @Override
    public String answered(TableDelta delta, long clock) {
        StringBuilder lines = new StringBuilder();
        if (delta.reset()) {
            lines.append(line(typed("truncate")));
            mustSayReady = true;
        }
        delta.removed().forEach(id -> lines.append(change("delete", id, null, delta.version())));
        delta.created().forEach(row -> lines.append(change("insert", row.id(), row, row.version())));
        delta.updated().forEach(row -> lines.append(change("update", row.id(), row, row.version())));
        mustCommit |= cursor == null || delta.reset() || delta.size() > 0;
        if (delta.hasMore()) {
            cursor = new TableCursor(delta.version(), delta.permissionHash());
        } else {
            mustRead = false;
            told = Math.max(told, delta.version());
            state = Math.max(delta.version(), delta.state());
        }
        return lines.toString();
    }

    @Override
    public String settled() {
        StringBuilder lines = new StringBuilder();
        if (mustCommit) {
            lines.append(commit(told));
        }
        if (mustSayReady) {
            lines.append(line(
                    typed("ready").set("session", RowJson.encode(session.get().values()))));
        }
        mustCommit = false;
        mustSayReady = false;
        Delivery waiting = held;
        held = null;
        return waiting == null ? lines.toString() : lines + delivered(waiting, following.selection());
    }

    @Override
    public String delivered(Delivery delivery) {
        Following now = following;
        if (now.door() != null && now.door().closes(delivery)) {
            held = delivery;
            mustLook = true;
            return "";
        }
        return delivered(delivery, now.selection());
    }

    private String delivered(Delivery delivery, Selection selection) {
        if (delivery.version() <= state) {
            return "";
        }
        told = Math.max(told, delivery.version());
        return delivery.encodedOnce(new Shared(NAME, selection), all -> lines(all, selection));
    }

    private static String lines(Delivery delivery, Selection selection) {
        List<ScopedChange> changes = selection.of(delivery);
        StringBuilder lines = new StringBuilder();
        for (ScopedChange change : changes) {
            lines.append(change(change.kind().keyword(), change.id(), change.row(), change.version()));
        }
        return changes.isEmpty() ? "" : lines.append(commit(delivery.version())).toString();
    }

    @Override
    public String flush() {
        return "";
    }

    @Override
    public String resync(@Nullable List<String> tables) {
        Door door = following.door();
        mustFind = true;
        mustLook |= door != null && (tables == null || tables.contains(door.record()));
        if (tables == null || tables.contains(record)) {
            mustRead = true;
            cursor = new TableCursor(told, null);
        }
        return "";
    }

    @Override
    public String heartbeat(long version) {
        told = Math.max(told, version);
        return line(typed("heartbeat").put("version", told));
    }

    @Override
    public String failed(Problem problem, @Nullable Question question) {
        return line(typed("error")
                .put("status", problem.code().text())
                .put("code", problem.code().text())
                .put("message", problem.detail()));
    }

    private static String change(String type, long key, @Nullable Row row, long version) {
        ObjectNode node = typed(type).put("key", key);
        if (row != null) {
            node.set("value", RowJson.encode(row));
        }
        return line(node.put("version", version));
    }

    private static String commit(long version) {
        return line(typed("commit").put("version", version));
    }

    private static ObjectNode typed(String type) {
        return Json.object().put("type", type);
    }

    private static String line(ObjectNode node) {
        return Json.text(node) + "\n";
    }
}
