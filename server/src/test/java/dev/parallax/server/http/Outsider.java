package dev.parallax.server.http;

import dev.parallax.server.SyncServer;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/// A program that knows nothing but PROTOCOL: it speaks JSON over HTTP with its own mapper. Thread-safe.
final class Outsider implements AutoCloseable {
    static final JsonMapper MAPPER = JsonMapper.shared();
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final URI base;
    final HttpClient http = HttpClient.newHttpClient();

    Outsider(SyncServer server) {
        this.base = server.uri();
    }

    record Reply(int status, String contentType, String text, HttpResponse<byte[]> response) {
        ObjectNode json() {
            return object(text);
        }

        /// The JSON of an answer that must have this status.
        ObjectNode json(int expected) {
            if (status != expected) {
                throw new AssertionError("expected status " + expected + ", got " + status + ": " + text);
            }
            return json();
        }
    }

    /// Who is signed in.
    record SignedIn(String id, ObjectNode session, long version) {}

    static ObjectNode object(String text) {
        return (ObjectNode) MAPPER.readTree(text);
    }

    URI uri(String path) {
        return base.resolve(path);
    }

    URI socketUri(String path) {
        return URI.create("ws" + base.toString().substring("http".length()) + path);
    }

    Reply get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    Reply post(String path, String body, String... headers) {
        return send("POST", path, body, headers);
    }

    Reply send(String method, String path, @Nullable String body, String... headers) {
        return sendBytes(method, path, body == null ? null : body.getBytes(StandardCharsets.UTF_8), headers);
    }

    Reply sendBytes(String method, String path, byte @Nullable [] body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(path))
                .timeout(PATIENCE)
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofByteArray(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            HttpResponse<byte[]> response = http.send(request.build(), BodyHandlers.ofByteArray());
            return new Reply(
                    response.statusCode(),
                    response.headers().firstValue("Content-Type").orElse(""),
                    new String(response.body(), StandardCharsets.UTF_8),
                    response);
        } catch (IOException e) {
            throw new AssertionError("no answer to " + method + " " + path, e);
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    SignedIn signIn(long userId, String role) {
        return signIn(MAPPER.createObjectNode().put("userId", userId).put("role", role));
    }

    SignedIn signIn(JsonNode session) {
        ObjectNode json = post("/sessions", session.toString()).json(201);
        return new SignedIn(
                json.get("sessionId").stringValue(),
                (ObjectNode) json.get("session"),
                json.get("version").longValue());
    }

    /// Calls `/db/{operation}`.
    Reply db(SignedIn who, String operation, Map<String, ?> args) {
        return db(who, operation, MAPPER.valueToTree(args).toString());
    }

    Reply db(SignedIn who, String operation, String args) {
        return post("/db/" + operation, args, "Authorization", "Bearer " + who.id());
    }

    /// Creates a row that its creator may not see.
    ///
    /// @return its id
    long createUnseen(SignedIn who, String record, Map<String, ?> args) {
        return db(who, "create" + record, args).json(200).get("id").longValue();
    }

    /// Creates a row and gives its answer's `row`.
    ObjectNode create(SignedIn who, String record, Map<String, ?> args) {
        return (ObjectNode) db(who, "create" + record, args).json(200).get("row");
    }

    /// @return the row
    ObjectNode update(SignedIn who, String record, long id, Map<String, ?> fields) {
        ObjectNode args = MAPPER.valueToTree(fields);
        return (ObjectNode) db(who, "update" + record, args.put("id", id).toString())
                .json(200)
                .get("row");
    }

    /// @return the version
    long delete(SignedIn who, String record, long id) {
        return db(who, "delete" + record, Map.of("id", id))
                .json(200)
                .get("version")
                .longValue();
    }

    /// @param operations each with `operation` and `args`
    ObjectNode batch(SignedIn who, List<? extends Map<String, ?>> operations) {
        return db(who, "batch", Map.of("operations", operations)).json(200);
    }

    /// Changes fields of the session.
    void patch(SignedIn who, Map<String, ?> fields) {
        send("PATCH", "/sessions/" + who.id(), MAPPER.valueToTree(fields).toString())
                .json(200);
    }

    /// Ends the session.
    void end(SignedIn who) {
        Reply reply = send("DELETE", "/sessions/" + who.id(), null);
        if (reply.status() != 204) {
            throw new AssertionError(reply.status() + ": " + reply.text());
        }
    }

    Reply sync(SignedIn who, JsonNode body) {
        return post("/sync", body.toString(), "Authorization", "Bearer " + who.id());
    }

    @Override
    public void close() {
        // Without waiting for streams that are still open.
        http.shutdownNow();
    }
}
