package dev.parallax.server.engine;

import dev.parallax.server.session.Digest;
import dev.parallax.wire.Json;
import java.util.Map;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Tells whether two requests ask for the same: SHA-256 of their JSON with sorted names, the request id aside.
/// Stateless.
final class Fingerprint {
    private Fingerprint() {}

    static String of(String operation, ObjectNode args) {
        ObjectNode rest = args.deepCopy();
        rest.remove(Arguments.REQUEST_ID);
        return Digest.hex(operation + " " + Json.text(sorted(rest)));
    }

    private static JsonNode sorted(JsonNode node) {
        return switch (node) {
            case ObjectNode object -> {
                Map<String, JsonNode> properties = new TreeMap<>();
                object.properties().forEach(entry -> properties.put(entry.getKey(), sorted(entry.getValue())));
                ObjectNode copy = Json.object();
                properties.forEach(copy::set);
                yield copy;
            }
            case ArrayNode array -> {
                ArrayNode copy = Json.MAPPER.createArrayNode();
                array.forEach(item -> copy.add(sorted(item)));
                yield copy;
            }
            default -> node;
        };
    }
}
