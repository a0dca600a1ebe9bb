package dev.parallax.client;

import dev.parallax.wire.InvalidJsonException;
import dev.parallax.wire.Json;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The session that a device keeps, so that its client goes on with it after a restart. Immutable.
///
/// @param sessionId the bearer secret
/// @param session its fields as the server last told them
public record KeptSession(String sessionId, ObjectNode session) {
    private static final String NAME = "session";

    /// @return nothing if the device kept none, or none that can be read
    public static Optional<KeptSession> in(Kept kept) {
        String text = kept.values().get(NAME);
        if (text == null) {
            return Optional.empty();
        }
        try {
            ObjectNode json = Json.parseObject(text);
            return json.path("sessionId").isString() && json.get("session") instanceof ObjectNode fields
                    ? Optional.of(new KeptSession(json.path("sessionId").stringValue(), fields))
                    : Optional.empty();
        } catch (InvalidJsonException e) {
            return Optional.empty();
        }
    }

    /// What a device keeps, without the session: its secret is nobody else's business.
    public static Kept without(Kept kept) {
        Map<String, String> values = new HashMap<>(kept.values());
        values.remove(NAME);
        return new Kept(kept.deviceId(), kept.outbox(), kept.rows(), values);
    }

    private String text() {
        ObjectNode json = Json.object().put("sessionId", sessionId);
        json.set("session", session);
        return Json.text(json);
    }

    /// Keeps the session whenever it changed. Confined to its client.
    static final class Keeper {
        private final EffectList effects;
        private @Nullable String last;
        private boolean justFailed;

        Keeper(EffectList effects, Kept kept) {
            this.effects = effects;
            this.last = kept.values().get(NAME);
        }

        void keep(String sessionId, ObjectNode session) {
            String text = new KeptSession(sessionId, session).text();
            // Not as an answer to the failure itself: a full disk would keep a client busy for ever.
            if (!text.equals(last) && !justFailed) {
                last = text;
                effects.keep(new StorageChange.PutValue(NAME, text));
            }
            justFailed = false;
        }

        /// A save failed, perhaps the session's: the next look keeps it again.
        void saveFailed() {
            last = null;
            justFailed = true;
        }
    }
}
