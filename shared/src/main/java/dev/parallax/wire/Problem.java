package dev.parallax.wire;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// An error as `application/problem+json`. Immutable. Source: RFC 9457 and PROTOCOL, "Errors".
///
/// @param status the HTTP status: the code's own, or 422 for a well-formed but unacceptable `invalid`
/// @param detail one sentence for a person; never a Java type, SQL or path
/// @param errors what is wrong where; may be empty
public record Problem(Code code, int status, String detail, List<FieldError> errors) {
    public static final String CONTENT_TYPE = "application/problem+json";

    public Problem {
        errors = List.copyOf(errors);
    }

    public static Problem of(Code code, String detail) {
        return new Problem(code, code.status(), detail, List.of());
    }

    /// @param path of the field in the request, such as `operations[0].args.title`
    public record FieldError(String path, String message) {}

    /// The documented codes, each with its usual status and title.
    public enum Code {
        AUTH_ERROR("auth-error", 401, "Not signed in"),
        FORBIDDEN("forbidden", 403, "Not allowed"),
        NOT_FOUND("not-found", 404, "Not found"),
        INVALID("invalid", 400, "Not valid"),
        CONFLICT("conflict", 409, "In conflict"),
        TOO_LARGE("too-large", 413, "Too large"),
        RATE_LIMITED("rate-limited", 429, "Too many requests"),
        SYNC_ERROR("sync-error", 500, "Could not be done"),
        UNAVAILABLE("unavailable", 503, "Not available now");

        private final String text;
        private final int status;
        private final String title;

        Code(String text, int status, String title) {
            this.text = text;
            this.status = status;
            this.title = title;
        }

        public String text() {
            return text;
        }

        public int status() {
            return status;
        }

        public String title() {
            return title;
        }

        static @Nullable Code of(String text) {
            for (Code code : values()) {
                if (code.text.equals(text)) {
                    return code;
                }
            }
            return null;
        }
    }

    public ObjectNode toJson() {
        ObjectNode node = Json.object()
                .put("type", "urn:parallax:problem:" + code.text())
                .put("title", code.title())
                .put("status", status)
                .put("detail", detail)
                .put("code", code.text());
        ArrayNode list = node.putArray("errors");
        errors.forEach(error -> list.addObject().put("path", error.path()).put("message", error.message()));
        return node;
    }

    /// @throws InvalidJsonException if it is not a problem with a known code
    public static Problem fromJson(ObjectNode node) {
        JsonFields body = JsonFields.of(node);
        String text = body.string("code");
        Code code = Code.of(text);
        if (code == null) {
            throw new InvalidJsonException("unknown problem code `" + text + "`");
        }
        List<FieldError> errors = new ArrayList<>();
        for (JsonNode error : body.array("errors")) {
            errors.add(new FieldError(
                    error.path("path").asString(""), error.path("message").asString("")));
        }
        return new Problem(code, Math.toIntExact(body.integer("status")), body.string("detail"), errors);
    }
}
