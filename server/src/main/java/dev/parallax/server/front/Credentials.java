package dev.parallax.server.front;

import dev.parallax.schema.Field;
import dev.parallax.schema.SessionType;
import dev.parallax.server.engine.Engine;
import dev.parallax.server.session.Session;
import dev.parallax.wire.InvalidJsonException;
import dev.parallax.wire.Problem.Code;
import dev.parallax.wire.ProblemException;
import dev.parallax.wire.RowJson;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Who calls, and whether they may. Thread-safe.
final class Credentials {
    private static final String SESSION = "session";
    private static final String BEARER = "bearer ";

    private final Engine engine;
    private final AdminSecret admin;

    Credentials(Engine engine, AdminSecret admin) {
        this.engine = engine;
        this.admin = admin;
    }

    /// The session of the call.
    ///
    /// @throws ProblemException AUTH_ERROR if it carries none, or one that is unknown or over
    Session require(Call call) {
        return require(call.bearer());
    }

    Session require(@Nullable String secret) {
        if (secret == null || secret.isEmpty()) {
            throw new ProblemException(Code.AUTH_ERROR, "a session is needed: `Authorization: Bearer <sessionId>`");
        }
        return engine.session(secret).orElseThrow(Credentials::unknownSession);
    }

    /// @throws ProblemException AUTH_ERROR if there is an admin secret and the call does not carry it
    void requireAdmin(Call call) {
        requireAdmin(call.header(AdminSecret.HEADER));
    }

    /// @param given the header, or null
    void requireAdmin(@Nullable String given) {
        if (!admin.allows(given)) {
            throw new ProblemException(Code.AUTH_ERROR, "this needs the header `" + AdminSecret.HEADER + "`");
        }
    }

    /// The session secret that a request carries, or null.
    ///
    /// @param authorization the header, which goes first
    /// @param sessionId the query parameter, for where no header can be set
    static @Nullable String bearer(@Nullable String authorization, @Nullable String sessionId) {
        if (authorization == null) {
            return sessionId;
        }
        boolean isBearer = authorization.toLowerCase(Locale.ROOT).startsWith(BEARER);
        return isBearer ? authorization.substring(BEARER.length()).strip() : null;
    }

    static ProblemException unknownSession() {
        return new ProblemException(Code.AUTH_ERROR, "the session is unknown or has ended");
    }

    /// Takes a `session` object out of a body. It never grants anything; it may only say what is true.
    ///
    /// @throws ProblemException FORBIDDEN if it says something else
    void takeClaim(ObjectNode body, Session session) {
        if (body.get(SESSION) instanceof ObjectNode claim) {
            body.remove(SESSION);
            SessionType type = engine.schema().session();
            for (Map.Entry<String, JsonNode> said : claim.properties()) {
                Optional<Field> field = type.field(said.getKey());
                if (field.isEmpty() || !isTrue(field.get(), said.getValue(), session)) {
                    throw new ProblemException(
                            Code.FORBIDDEN, "the `session` in the body is not the session that was signed in");
                }
            }
        }
    }

    private static boolean isTrue(Field field, JsonNode said, Session session) {
        try {
            return Objects.equals(RowJson.value(field, said), session.values().get(field.name()));
        } catch (InvalidJsonException e) {
            return false;
        }
    }
}
