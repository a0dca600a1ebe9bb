package dev.parallax.server.front;

import dev.parallax.server.dialect.ChangelogDialect;
import dev.parallax.server.engine.Engine;
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
    private final Counts counts;

    ChangesRoutes(Engine engine, Credentials credentials, ChangePolls polls, Counts counts) {
        this.engine = engine;
        this.credentials = credentials;
        this.polls = polls;
        this.counts = counts;
    }

    List<Route> routes() {
        return List.of(Route.post("/changes", this::changes));
    }

    /// Pushes first, so that the answer holds what became of it; a client that pushed does not wait.
    private Reply changes(Call call) {
        Session session = credentials.require(call);
        ObjectNode body = call.body();
        credentials.takeClaim(body, session);
        ChangesRequest request = ChangesRequest.fromJson(body);
        return request.changes().isEmpty()
                ? pull(session, request, List.of())
                : new Awaited<>(
                        engine.push(session, request.clientId(), request.changes()),
                        results -> pull(session, request, results));
    }

    private Reply pull(Session session, ChangesRequest request, List<PushResult> results) {
        return new PollReply(bell -> polls.open(session, request, results.isEmpty(), bell, pulled -> {
            counts.page();
            return Answer.json(
                    ChangelogDialect.answer(results, pulled, engine.now(session).values()));
        }));
    }
}
