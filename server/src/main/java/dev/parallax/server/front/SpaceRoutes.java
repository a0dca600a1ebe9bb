package dev.parallax.server.front;

import dev.parallax.change.Row;
import dev.parallax.change.Version;
import dev.parallax.policy.View;
import dev.parallax.schema.Schema;
import dev.parallax.server.dialect.Space;
import dev.parallax.server.dialect.SpaceDialect;
import dev.parallax.server.dialect.SpacePeople;
import dev.parallax.server.dialect.SpaceRequest;
import dev.parallax.server.engine.Engine;
import dev.parallax.server.engine.Listing;
import dev.parallax.server.session.Session;
import dev.parallax.wire.Json;
import dev.parallax.wire.Problem.Code;
import dev.parallax.wire.ProblemException;
import dev.parallax.wire.RowJson;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The streams of the space dialect, and what belongs to them: a space's rows at once, and its people. Thread-safe.
public final class SpaceRoutes {
    /// A space is loaded whole; a larger one is read with `POST /sync`, page by page.
    static final long SPACE_CHARS_LIMIT = 16 * 1024 * 1024;

    public static final String STREAM_PATH = "/api/stream";

    private final Engine engine;
    private final Credentials credentials;
    private final Streams streams;
    private final SpaceWindows windows;

    SpaceRoutes(Engine engine, Credentials credentials, Streams streams) {
        this.engine = engine;
        this.credentials = credentials;
        this.streams = streams;
        this.windows = new SpaceWindows(
                TimeUnit.MILLISECONDS.toNanos(streams.settings().windowMillis()), streams.nanos());
    }

    List<Route> routes() {
        return List.of(
                Route.get(STREAM_PATH, this::stream),
                Route.get("/api/spaces/{id}", this::rows),
                Route.get("/api/spaces/{id}/beings", this::beings));
    }

    private Reply stream(Call call) {
        Session session = credentials.require(call);
        SpaceRequest request = SpaceRequest.read(
                call.query("spaceId"), call.query("record"), call.query("since"), call.header("Last-Event-ID"));
        SpaceDialect dialect = new SpaceDialect(
                engine::schema,
                () -> engine.now(session).values(),
                request,
                streams.settings().refetchRows());
        requireSight(session, dialect.space());
        return streams.open(Streams.SSE, call, session, dialect, delivery -> windows.closingNanos(dialect.shared()));
    }

    private Answer rows(Call call) {
        Session session = credentials.require(call);
        Space space = space(call, session);
        Listing listing = read(session, space.view());
        return answer(listing.rows(), listing.version());
    }

    /// Only what the session may query leads to people, so that nobody learns who belongs where.
    private Answer beings(Call call) {
        Session session = credentials.require(call);
        Space space = space(call, session);
        Schema schema = engine.schema();
        long version = engine.clockVersion();
        Set<Object> ids = new HashSet<>();
        for (SpacePeople.Naming naming : SpacePeople.of(schema, space)) {
            read(session, naming.view()).rows().forEach(row -> ids.add(String.valueOf(row.get(naming.field()))));
        }
        List<Row> people = schema.record(SpacePeople.RECORD).stream()
                .flatMap(type -> read(session, View.of(type)).rows().stream())
                .filter(row -> ids.contains(Long.toString(row.id())))
                .toList();
        return answer(people, version);
    }

    private Space space(Call call, Session session) {
        Space space = Space.of(engine.schema(), call.query("record"), call.path("id"));
        requireSight(session, space);
        return space;
    }

    private void requireSight(Session session, Space space) {
        if (!engine.sees(session, space.door(), space.doorId())) {
            throw Space.absent();
        }
    }

    private Listing read(Session session, View view) {
        Listing listing = engine.rows(session, view, Long.MIN_VALUE, Integer.MAX_VALUE, SPACE_CHARS_LIMIT);
        if (listing.isCut()) {
            throw new ProblemException(
                    Code.TOO_LARGE, "the space has more than " + SPACE_CHARS_LIMIT + " characters; read it by pages");
        }
        return listing;
    }

    private static Answer answer(Collection<Row> rows, long version) {
        ObjectNode node = Json.object();
        ArrayNode list = node.putArray("rows");
        rows.forEach(row -> list.add(RowJson.encode(row)));
        return Answer.json(node.put("timestamp", Version.text(version)));
    }
}
