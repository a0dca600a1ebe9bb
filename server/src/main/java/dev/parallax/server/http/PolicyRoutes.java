package dev.parallax.server.http;

import dev.parallax.policy.Explainer;
import dev.parallax.policy.Explanation;
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
        Explanation explanation = Explainer.explain(
                question.schema(),
                question.record(),
                question.operation(),
                question.row(),
                question.session(),
                new GivenRows(question.linked()));
        return Answer.json(Json.object()
                .put("truth", explanation.root().truth().keyword())
                .put("allowed", explanation.allowed())
                .set("explanation", ExplanationJson.encode(explanation)));
    }
}
