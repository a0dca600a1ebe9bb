package dev.parallax.server.dialect;

import dev.parallax.change.ChangeKind;
import dev.parallax.change.Row;
import dev.parallax.change.Version;
import dev.parallax.policy.SessionValues;
import dev.parallax.schema.Schema;
import dev.parallax.server.engine.Delivery;
import dev.parallax.server.engine.TableDelta;
import dev.parallax.wire.Json;
import dev.parallax.wire.Problem;
import dev.parallax.wire.Problem.Code;
import dev.parallax.wire.ProblemException;
import dev.parallax.wire.RowJson;
import dev.parallax.wire.SyncRequest.TableCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// One space, one kind of event: what was created, updated and deleted since the last. The first event is what the
/// client missed; then changes gather for a window and go out as one. A client that missed too much is told to load
/// the space anew. Source: PROTOCOL's dialect 3.
public final class SpaceDialect implements StreamDialect {
    public static final String NAME = "space";

    private static final int PAGE_ROWS = 1_000;
    /// A first event is one line, in memory several times while it is made; a larger space must be loaded.
    private static final long FIRST_CHARS_LIMIT = 4 * 1024 * 1024;

    private final Supplier<Schema> schema;
    private final Supplier<SessionValues> session;
    private final SpaceRequest request;
    private final int refetchRows;
    private volatile Space space;
    private volatile Selection selection;
    private volatile Door door;

    private boolean mustFind;
    private boolean mustLook = true;
    private boolean mustRead = true;
    private boolean isFirst = true;
    private boolean mustRefetch;
    /// Whether the client was told to load the space. It does so at a moment that nobody knows, and may see what
    /// comes and goes within a window: then it must hear that it went.
    private boolean mayLoad;

    /// After a change of the session or of the schema: the session is told anew if it is another.
    private boolean mustName = true;
    private @Nullable SessionValues named;
    /// Whether the first event is being gathered, of everything that there is.
    private boolean isLoading;
    private @Nullable TableCursor cursor;
    private final Merger missed = new Merger();
    /// From where the client may go on.
    private long timestamp;
    /// Changes up to it are in what was sent.
    private long state = Version.NONE;
    private @Nullable Delivery held;
    private final List<Delivery> window = new ArrayList<>();

    private record Window(Selection selection, List<Delivery> deliveries, boolean tellsGone) {}

    /// @param schema as it is when it is asked for
    /// @param session as it is when it is asked for
    /// @param refetchRows the most missed rows that are sent
    /// @throws ProblemException NOT_FOUND or INVALID, as [Space#of]
    public SpaceDialect(
            Supplier<Schema> schema, Supplier<SessionValues> session, SpaceRequest request, int refetchRows) {
        this.schema = schema;
        this.session = session;
        this.request = request;
        this.refetchRows = refetchRows;
        Long since = request.since();
        this.isLoading = since == null;
        this.timestamp = since == null ? Version.NONE : since;
        this.cursor = since == null ? null : new TableCursor(since, null);
        this.space = Space.of(schema.get(), request.record(), request.spaceId());
        this.selection = space.selection();
        this.door = Door.of(space);
    }

    public Space space() {
        return space;
    }

    /// What streams of the same space have in common.
    public Object shared() {
        return selection;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Concern concerns(Delivery delivery) {
        return door.concern(delivery, selection);
    }

    @Override
    public @Nullable Question question() {
        if (mustFind) {
            mustFind = false;
            find();
        }
        if (mustLook) {
            return space.sight();
        }
        return mustRead ? new Question.Changes(space.view(), cursor, isLoading ? PAGE_ROWS : refetchRows + 1) : null;
    }

    /// The schema may have changed, and the space may be gone with it.
    private void find() {
        try {
            space = Space.of(schema.get(), space.type().name(), request.spaceId());
        } catch (ProblemException e) {
            throw closed();
        }
        selection = space.selection();
        door = Door.of(space);
    }

    private static ProblemException closed() {
        return new ProblemException(Code.FORBIDDEN, "this space is not yours to see any more");
    }

    @Override
    public void answered(boolean isVisible) {
        mustLook = false;
        if (!isVisible) {
            throw closed();
        }
        if (held != null) {
            window.add(held);
            held = null;
        }
    }

    @Override
    public String answered(TableDelta delta, long clock) {
        if (delta.reset() && isLoading) {
            missed.clear();
        }
        delta.created().forEach(row -> missed.add(row.id(), row, false));
        delta.updated().forEach(row -> missed.add(row.id(), row, !isLoading));
        delta.removed().forEach(id -> missed.add(id, null, !isLoading));
        boolean isTooMuch = isLoading
                ? missed.chars() > FIRST_CHARS_LIMIT
                : delta.reset() || delta.hasMore() || delta.size() > refetchRows;
        if (isTooMuch) {
            // Whatever the client loads once it hears of this is newer than the clock was.
            mustRefetch = true;
            mayLoad = true;
            read(clock, clock);
        } else if (delta.hasMore()) {
            cursor = new TableCursor(delta.version(), delta.permissionHash());
        } else {
            read(delta.version(), Math.max(delta.version(), delta.state()));
        }
        return "";
    }

    private void read(long complete, long newState) {
        mustRead = false;
        isLoading = false;
        timestamp = Math.max(timestamp, complete);
        state = newState;
    }

    @Override
    public String settled() {
        SessionValues news = news();
        boolean mustTell = isFirst || mustRefetch || !missed.isEmpty() || news != null;
        String text = mustTell ? Sse.event(null, timestamp, told(news)) : "";
        isFirst = false;
        mustRefetch = false;
        missed.clear();
        return text;
    }

    private ObjectNode told(@Nullable SessionValues news) {
        ObjectNode data = data(missed, timestamp, mustRefetch);
        return news == null ? data : data.set("session", RowJson.encode(news.values()));
    }

    /// Whose stream this is, if that was not told yet.
    private @Nullable SessionValues news() {
        if (!mustName) {
            return null;
        }
        mustName = false;
        SessionValues values = session.get();
        boolean isNew = !values.equals(named);
        named = values;
        return isNew ? values : null;
    }

    @Override
    public String delivered(Delivery delivery) {
        if (door.closes(delivery)) {
            held = delivery;
            mustLook = true;
        } else if (delivery.version() > state) {
            window.add(delivery);
        }
        return "";
    }

    @Override
    public String flush() {
        if (window.isEmpty()) {
            return "";
        }
        Window gathered = new Window(selection, List.copyOf(window), mayLoad);
        window.clear();
        Delivery last = gathered.deliveries().getLast();
        timestamp = Math.max(timestamp, last.version());
        return last.encodedOnce(gathered, ignored -> text(gathered));
    }

    private static String text(Window window) {
        Merger merger = new Merger(window.tellsGone());
        window.deliveries().forEach(delivery -> window.selection().of(delivery).forEach(merger::add));
        long version = window.deliveries().getLast().version();
        return merger.isEmpty() ? "" : Sse.event(null, version, data(merger, version, false));
    }

    private static ObjectNode data(Merger merger, long version, boolean refetch) {
        ObjectNode data = Json.object().put("type", "space-delta");
        ArrayNode created = data.putArray("created");
        ArrayNode updated = data.putArray("updated");
        ArrayNode deleted = data.putArray("deleted");
        if (!refetch) {
            merger.forEach(
                    (kind, row) -> put(kind == ChangeKind.INSERT ? created : updated, row),
                    id -> deleted.add(Long.toString(id)));
        }
        data.put("timestamp", Version.text(version));
        if (refetch) {
            data.put("refetch", true);
        }
        return data;
    }

    private static void put(ArrayNode rows, Row row) {
        rows.add(RowJson.encode(row));
    }

    @Override
    public String resync(@Nullable List<String> tables) {
        mustFind = true;
        mustName = true;
        mustLook |= tables == null || tables.contains(door.record());
        if (tables == null || tables.contains(selection.record())) {
            mustRead = true;
            cursor = new TableCursor(timestamp, null);
        }
        return "";
    }

    /// Readers know one kind of event, so a sign of life is a comment.
    @Override
    public String heartbeat(long version) {
        return Sse.COMMENT;
    }

    @Override
    public String failed(Problem problem, @Nullable Question question) {
        ObjectNode data = Json.object()
                .put("type", "error")
                .put("status", problem.code().text())
                .put("code", problem.code().text())
                .put("message", problem.detail());
        return Sse.event("error", timestamp, data);
    }
}
