package dev.parallax.server.front;

import dev.parallax.schema.SessionType;
import dev.parallax.server.engine.Engine;
import dev.parallax.server.session.Session;
import dev.parallax.server.session.SessionFields;
import dev.parallax.wire.Json;
import dev.parallax.wire.RowJson;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// Signing in, changing who one is, and signing out. Thread-safe.
final class SessionRoutes {
    private final Engine engine;
    private final Credentials credentials;

    SessionRoutes(Engine engine, Credentials credentials) {
        this.engine = engine;
        this.credentials = credentials;
    }

    List<Route> routes() {
        return List.of(
                Route.post("/sessions", this::create),
                new Route("PATCH", "/sessions/{sessionId}", this::change),
                new Route("DELETE", "/sessions/{sessionId}", this::end));
    }

    private Reply create(Call call) {
        credentials.requireAdmin(call);
        return new Awaited<>(
                engine.createSession(SessionFields.read(type(), call.body())),
                created -> Answer.json(201, describe(created.secret(), created.session())));
    }

    private Reply change(Call call) {
        credentials.requireAdmin(call);
        String secret = call.path("sessionId");
        credentials.require(secret);
        return new Awaited<>(
                engine.changeSession(secret, SessionFields.read(type(), call.body())),
                changed -> Answer.json(describe(secret, changed)));
    }

    /// Whoever holds the secret may end its session; with an admin secret set, ending another's needs that.
    private Reply end(Call call) {
        String secret = call.path("sessionId");
        String bearer = call.bearer();
        if (bearer != null && !isSame(secret, bearer)) {
            credentials.requireAdmin(call);
        }
        credentials.require(secret);
        return new Awaited<>(engine.endSession(secret), ended -> Answer.none());
    }

    private ObjectNode describe(String secret, Session session) {
        return Json.object()
                .put("sessionId", secret)
                .set("session", RowJson.encode(session.values().values()))
                .put("version", engine.clockVersion());
    }

    private SessionType type() {
        return engine.schema().session();
    }

    private static boolean isSame(String secret, String bearer) {
        return MessageDigest.isEqual(secret.getBytes(StandardCharsets.UTF_8), bearer.getBytes(StandardCharsets.UTF_8));
    }
}
