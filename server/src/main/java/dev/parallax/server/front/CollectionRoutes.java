package dev.parallax.server.front;

import dev.parallax.policy.View;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import dev.parallax.server.dialect.CollectionDialect;
import dev.parallax.server.dialect.CollectionRequest;
import dev.parallax.server.dialect.CollectionWrite;
import dev.parallax.server.dialect.Space;
import dev.parallax.server.engine.DbCall;
import dev.parallax.server.engine.Engine;
import dev.parallax.server.engine.Listing;
import dev.parallax.server.session.Session;
import dev.parallax.wire.Json;
import dev.parallax.wire.JsonFields;
import dev.parallax.wire.Problem.Code;
import dev.parallax.wire.ProblemException;
import dev.parallax.wire.RowJson;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The calls of the collection dialect: everything at once, following, and writing. Thread-safe.
final class CollectionRoutes {
    /// A collection is answered whole; a larger one is followed with a snapshot, which comes in pieces.
    static final long COLLECTION_CHARS_LIMIT = 16 * 1024 * 1024;

    private final Engine engine;
    private final Credentials credentials;
    private final Streams streams;

    CollectionRoutes(Engine engine, Credentials credentials, Streams streams) {
        this.engine = engine;
        this.credentials = credentials;
        this.streams = streams;
    }

    List<Route> routes() {
        return List.of(
                Route.post("/rpc/{record}Collection", this::collection),
                Route.post("/rpc/{record}Sync", this::sync),
                Route.post("/rpc/{record}Insert", call -> write(call, CollectionWrite.INSERT)),
                Route.post("/rpc/{record}Update", call -> write(call, CollectionWrite.UPDATE)),
                Route.post("/rpc/{record}Delete", call -> write(call, CollectionWrite.DELETE)));
    }

    private Answer collection(Call call) {
        Session session = credentials.require(call);
        ObjectNode body = body(call, session);
        Schema schema = engine.schema();
        RecordType type = type(call, schema);
        JsonNode topic = CollectionRequest.topic(JsonFields.of(body));
        View view = View.of(type);
        if (topic != null) {
            Space space = Space.of(schema, type.name(), topic);
            requireSight(session, space);
            view = space.view();
        }
        Listing listing = engine.rows(session, view, Long.MIN_VALUE, Integer.MAX_VALUE, COLLECTION_CHARS_LIMIT);
        if (listing.isCut()) {
            throw new ProblemException(
                    Code.TOO_LARGE,
                    "the collection has more than " + COLLECTION_CHARS_LIMIT
                            + " characters; follow it with a snapshot");
        }
        ObjectNode answer = Json.object();
        ArrayNode items = answer.putArray("items");
        listing.rows().forEach(row -> items.add(RowJson.encode(row)));
        return Answer.json(answer.put("version", listing.version()));
    }

    private Reply sync(Call call) {
        Session session = credentials.require(call);
        CollectionRequest request = CollectionRequest.read(JsonFields.of(body(call, session)));
        CollectionDialect dialect =
                new CollectionDialect(engine::schema, () -> engine.now(session).values(), call.path("record"), request);
        dialect.space().ifPresent(space -> requireSight(session, space));
        return streams.open(Streams.NDJSON, call, session, dialect);
    }

    private Reply write(Call call, CollectionWrite write) {
        Session session = credentials.require(call);
        ObjectNode body = body(call, session);
        Schema schema = engine.schema();
        RecordType type = type(call, schema);
        try {
            DbCall batch = DbCall.parseBatch(schema, write.batch(type, body));
            return new Awaited<>(
                    engine.call(session, batch).exceptionallyCompose(CollectionRoutes::translated),
                    answer -> Answer.json(write.answer(type, answer)));
        } catch (ProblemException e) {
            throw CollectionWrite.translated(e);
        }
    }

    private static <T> CompletionStage<T> translated(Throwable failure) {
        return CompletableFuture.failedFuture(
                failure instanceof ProblemException problem ? CollectionWrite.translated(problem) : failure);
    }

    private ObjectNode body(Call call, Session session) {
        ObjectNode body = call.body();
        credentials.takeClaim(body, session);
        return body;
    }

    private static RecordType type(Call call, Schema schema) {
        String record = call.path("record");
        return schema.record(record).orElseThrow(() -> CollectionDialect.absent(record));
    }

    private void requireSight(Session session, Space space) {
        if (!engine.sees(session, space.door(), space.doorId())) {
            throw Space.absent();
        }
    }
}
