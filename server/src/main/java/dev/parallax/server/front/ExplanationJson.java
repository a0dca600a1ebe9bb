package dev.parallax.server.front;

import dev.parallax.policy.Explanation;
import dev.parallax.policy.Flip;
import dev.parallax.schema.SourceRange;
import dev.parallax.wire.Json;
import dev.parallax.wire.RowJson;
import java.util.Collections;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Explanations as JSON: the sentence, and the expression with its truth at each node. Stateless.
final class ExplanationJson {
    private ExplanationJson() {}

    static ObjectNode encode(Explanation explanation) {
        return Json.object()
                .put("record", explanation.record())
                .put("operation", explanation.operation().keyword())
                .put("allowed", explanation.allowed())
                .put("sentence", explanation.sentence())
                .set("root", encode(explanation.root()));
    }

    static ArrayNode encode(List<Flip> flips) {
        ArrayNode array = Json.MAPPER.createArrayNode();
        flips.forEach(flip -> array.addObject().put("sentence", flip.sentence()).put("cost", flip.cost()));
        return array;
    }

    private static ObjectNode encode(Explanation.Node node) {
        ObjectNode json = Json.object()
                .put("kind", node.kind().keyword())
                .put("truth", node.truth().keyword())
                .put("source", node.source())
                .set("range", encode(node.range()));
        ArrayNode values = json.putArray("values");
        for (Explanation.NamedValue value : node.values()) {
            ObjectNode named = RowJson.encode(Collections.singletonMap("value", value.value()));
            values.add(named.put("name", value.name()));
        }
        Explanation.Linked linked = node.linked();
        if (linked != null) {
            ArrayNode ids = json.putObject("linked")
                    .put("record", linked.record())
                    .put("tried", linked.tried())
                    .put("matched", linked.matched())
                    .putArray("matchedIds");
            linked.matchedIds().forEach(ids::add);
        }
        ArrayNode children = json.putArray("children");
        node.children().forEach(child -> children.add(encode(child)));
        return json;
    }

    private static ObjectNode encode(SourceRange range) {
        return Json.object()
                .put("start", range.start())
                .put("end", range.end())
                .put("line", range.line())
                .put("column", range.column());
    }
}
