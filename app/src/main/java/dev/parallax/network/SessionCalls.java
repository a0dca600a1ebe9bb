package dev.parallax.network;

import dev.parallax.wire.InvalidJsonException;
import dev.parallax.wire.Json;
import dev.parallax.wire.Problem;
import java.io.IOException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Opens, changes and ends sessions on the server. Thread-safe; every call returns at once and fails with an
/// [IOException] whose message is a sentence for a person.
public final class SessionCalls {
    private static final String PATH = "/sessions";

    private final Network network;

    SessionCalls(Network network) {
        this.network = network;
    }

    /// A session as the server told it.
    ///
    /// @param sessionId the bearer secret
    /// @param session its fields
    public record Opened(String sessionId, ObjectNode session) {}

    public CompletableFuture<Opened> open(ObjectNode fields) {
        return call("POST", PATH, fields).thenApply(answer -> {
            if (!(answer.path("sessionId").isString() && answer.get("session") instanceof ObjectNode session)) {
                throw new CompletionException(new IOException("The server's session has no `sessionId` or `session`."));
            }
            return new Opened(answer.path("sessionId").stringValue(), session);
        });
    }

    /// @return the session's fields afterwards
    public CompletableFuture<ObjectNode> change(String sessionId, ObjectNode fields) {
        return call("PATCH", PATH + "/" + sessionId, fields).thenApply(answer -> {
            if (answer.get("session") instanceof ObjectNode session) {
                return session;
            }
            throw new CompletionException(new IOException("The server's answer has no `session`."));
        });
    }

    public CompletableFuture<?> end(String sessionId) {
        return call("DELETE", PATH + "/" + sessionId, null);
    }

    private CompletableFuture<ObjectNode> call(String method, String path, @Nullable ObjectNode fields) {
        String body = fields == null ? "" : Json.text(fields);
        Exchange exchange =
                network.send(new Exchange(network.config(), method, path, bearer(path), body, true, WireTap.NONE));
        return exchange.answer().thenApply(SessionCalls::read);
    }

    /// Who ends or changes a session shows that session's own secret.
    private static @Nullable String bearer(String path) {
        return path.equals(PATH) ? null : path.substring(PATH.length() + 1);
    }

    static ObjectNode read(Exchange.Answer answer) {
        try {
            if (answer.status() == 204) {
                return Json.object();
            }
            ObjectNode body = Json.parseObject(answer.body());
            if (answer.status() < 300) {
                return body;
            }
            throw new CompletionException(new IOException(Problem.fromJson(body).detail()));
        } catch (InvalidJsonException e) {
            throw new CompletionException(
                    new IOException("The server answered with status " + answer.status() + ".", e));
        }
    }
}
