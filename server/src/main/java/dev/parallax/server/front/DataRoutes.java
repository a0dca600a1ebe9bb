package dev.parallax.server.front;

import dev.parallax.server.engine.DbCall;
import dev.parallax.server.engine.Engine;
import dev.parallax.server.session.Session;
import dev.parallax.wire.SyncRequest;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// Reading and writing rows, and catching up with the cursor dialect. Thread-safe.
final class DataRoutes {
    private final Engine engine;
    private final Credentials credentials;
    private final Counts counts;

    DataRoutes(Engine engine, Credentials credentials, Counts counts) {
        this.engine = engine;
        this.credentials = credentials;
        this.counts = counts;
    }

    /// `/db/batch` stands before `/db/{operation}`: the first that fits answers.
    List<Route> routes() {
        return List.of(
                Route.post("/db/batch", this::batch),
                Route.post("/db/{operation}", this::operation),
                Route.post("/sync", this::sync));
    }

    private Reply operation(Call call) {
        Session session = credentials.require(call);
        ObjectNode args = call.body();
        credentials.takeClaim(args, session);
        DbCall parsed = DbCall.parse(engine.schema(), call.path("operation"), args);
        return new Awaited<>(engine.call(session, parsed), Answer::json);
    }

    private Reply batch(Call call) {
        Session session = credentials.require(call);
        ObjectNode body = call.body();
        credentials.takeClaim(body, session);
        return new Awaited<>(engine.call(session, DbCall.parseBatch(engine.schema(), body)), Answer::json);
    }

    private Answer sync(Call call) {
        Session session = credentials.require(call);
        ObjectNode body = call.body();
        credentials.takeClaim(body, session);
        SyncRequest request = SyncRequest.fromJson(body);
        Answer answer = Answer.json(engine.catchUp(session, request).toJson());
        counts.page();
        return answer;
    }
}
