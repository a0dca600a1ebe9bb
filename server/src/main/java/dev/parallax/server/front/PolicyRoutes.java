package dev.parallax.server.front;

import dev.parallax.policy.Explainer;
import dev.parallax.policy.Explanation;
import dev.parallax.policy.SessionValues;
import dev.parallax.schema.Operation;
import dev.parallax.schema.RecordType;
import dev.parallax.server.engine.Engine;
import dev.parallax.server.engine.Why;
import dev.parallax.wire.Json;
import dev.parallax.wire.JsonFields;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// Questions about permissions: what an expression gives for a row (stateless), and why a session may
/// or may not. Thread-safe.
final class PolicyRoutes {
    private final Engine engine;
    private final Credentials credentials;

    PolicyRoutes(Engine engine, Credentials credentials) {
        this.engine = engine;
        this.credentials = credentials;
    }

    List<Route> routes() {
        return List.of(
                Route.post("/admin/policy/evaluate", this::evaluate),
                Route.post("/admin/policy/explain", this::explain));
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

    private Answer explain(Call call) {
        credentials.requireAdmin(call);
        JsonFields body = JsonFields.of(call.body());
        RecordType record = PolicyQuestion.record(engine.schema(), body.string("record"), "record");
        Operation operation = PolicyQuestion.operation(body.string("operation"));
        Why why = engine.why(asker(body), record, operation, body.integer("id"));
        ObjectNode node = ExplanationJson.encode(why.explanation()).put("asOf", why.asOf());
        node.set("flips", ExplanationJson.encode(why.flips()));
        return Answer.json(node);
    }

    /// A living session, or any values.
    private SessionValues asker(JsonFields body) {
        String secret = body.optionalString("sessionId");
        if (secret != null) {
            return credentials.require(secret).values();
        }
        return PolicyQuestion.session(engine.schema(), body.object("session").node());
    }
}
