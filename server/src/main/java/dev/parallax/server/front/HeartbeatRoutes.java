package dev.parallax.server.front;

import dev.parallax.server.dialect.ChunkMemory;
import dev.parallax.server.dialect.HeartbeatDialect;
import dev.parallax.server.dialect.HeartbeatRequest;
import dev.parallax.server.engine.Engine;
import dev.parallax.server.session.Session;
import dev.parallax.wire.Json;
import dev.parallax.wire.JsonFields;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// The streams of the heartbeat dialect. Thread-safe.
public final class HeartbeatRoutes {
    public static final String PATH = "/heartbeatSync";
    private static final String CHUNK_SIZE = "chunkSize";

    private final Engine engine;
    private final Credentials credentials;
    private final Streams streams;
    private final ChunkMemory chunks = new ChunkMemory();

    HeartbeatRoutes(Engine engine, Credentials credentials, Streams streams) {
        this.engine = engine;
        this.credentials = credentials;
        this.streams = streams;
    }

    List<Route> routes() {
        return List.of(Route.get(PATH, this::get), Route.post(PATH, this::post));
    }

    private Reply post(Call call) {
        Session session = credentials.require(call);
        ObjectNode body = call.body();
        credentials.takeClaim(body, session);
        return open(call, session, body);
    }

    /// What a body would hold stands in the query, as JSON.
    private Reply get(Call call) {
        Session session = credentials.require(call);
        ObjectNode body = Json.object();
        for (String name : List.of("lastSyncTimestamps", "permissionHashes")) {
            String text = call.query(name);
            if (text != null) {
                body.set(name, Json.parseObject(text));
            }
        }
        return open(call, session, body);
    }

    private Reply open(Call call, Session session, ObjectNode body) {
        if (call.query(CHUNK_SIZE) != null) {
            body.put(
                    CHUNK_SIZE,
                    call.query(CHUNK_SIZE, HeartbeatRequest.CHUNK_SIZE_DEFAULT, 1, HeartbeatRequest.CHUNK_SIZE_LIMIT));
        }
        HeartbeatRequest request = HeartbeatRequest.read(JsonFields.of(body), call.header("Last-Event-ID"));
        HeartbeatDialect dialect = new HeartbeatDialect(
                engine::schema, () -> engine.now(session).values(), session.key(), session.first(), request, chunks);
        return streams.open(Streams.SSE, call, session, dialect);
    }
}
