package dev.parallax.server.http;

import dev.parallax.policy.Evaluator;
import dev.parallax.policy.Truth;
import dev.parallax.wire.Json;
import java.util.List;

/// Questions about permissions: what an expression gives for a row (stateless), and why a session may or may not.
/// Thread-safe.
final class PolicyRoutes {
    private final Credentials credentials;

    PolicyRoutes(Credentials credentials) {
        this.credentials = credentials;
    }

    List<Route> routes() {
        return List.of(Route.post("/admin/policy/evaluate", this::evaluate));
    }

    private Answer evaluate(Call call) {
        credentials.requireAdmin(call);
        PolicyQuestion question = PolicyQuestion.read(call.body());
        Truth truth = Evaluator.evaluate(
                question.record().permission(question.operation()),
                question.row(),
                question.session(),
                new GivenRows(question.linked()));
        return Answer.json(Json.object().put("truth", truth.keyword()).put("allowed", truth == Truth.TRUE));
    }
}
