package dev.parallax.server.front;

import dev.parallax.wire.Json;
import dev.parallax.wire.Problem;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/// What a route answers. Immutable.
///
/// @param body the text, empty for none
/// @param headers besides the content type
public record Answer(int status, String contentType, String body, Map<String, String> headers) implements Reply {
    public static final String JSON = "application/json";

    public Answer {
        headers = Map.copyOf(headers);
    }

    static Answer json(JsonNode node) {
        return json(200, node);
    }

    static Answer json(int status, JsonNode node) {
        return new Answer(status, JSON, Json.text(node), Map.of());
    }

    public static Answer text(String contentType, String text) {
        return new Answer(200, contentType, text, Map.of());
    }

    public static Answer none() {
        return new Answer(204, "", "", Map.of());
    }

    public static Answer problem(Problem problem) {
        Map<String, String> headers = switch (problem.code()) {
            case AUTH_ERROR -> Map.of("WWW-Authenticate", "Bearer");
            case UNAVAILABLE, RATE_LIMITED -> Map.of("Retry-After", "1");
            case FORBIDDEN, NOT_FOUND, INVALID, CONFLICT, TOO_LARGE, SYNC_ERROR -> Map.of();
        };
        return new Answer(problem.status(), Problem.CONTENT_TYPE, Json.text(problem.toJson()), headers);
    }
}
