package dev.parallax.server.http;

import dev.parallax.server.dialect.ChangelogDialect;
import dev.parallax.server.engine.Engine;
import dev.parallax.server.engine.Pulled;
import dev.parallax.server.session.Session;
import dev.parallax.wire.ChangesRequest;
import dev.parallax.wire.PushResult;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// Pushing and pulling changes with the changelog dialect. Thread-safe.
final class ChangesRoutes {
    private final Engine engine;
    private final Credentials credentials;
    private final ChangePolls polls;
    private final Metrics metrics;

    ChangesRoutes(Engine engine, Credentials credentials, ChangePolls polls, Metrics metrics) {
        this.engine = engine;
        this.credentials = credentials;
        this.polls = polls;
        this.metrics = metrics;
    }

    List<Route> routes() {
        return List.of(Route.post("/changes", this::changes));
    }

    /// Pushes first, so that the answer holds what became of it; a client that pushed does not wait.
    private Answer changes(Call call) {
        Session session = credentials.require(call);
        ObjectNode body = call.body();
        credentials.takeClaim(body, session);
        ChangesRequest request = ChangesRequest.fromJson(body);
        List<PushResult> results = request.changes().isEmpty()
                ? List.of()
                : Waiting.on(engine.push(session, request.clientId(), request.changes()));
        Pulled pulled = polls.pull(session, request, results.isEmpty());
        metrics.page();
        return Answer.json(
                ChangelogDialect.answer(results, pulled, engine.now(session).values()));
    }
}
