package dev.parallax.client;

import dev.parallax.wire.InvalidJsonException;
import dev.parallax.wire.Json;
import dev.parallax.wire.JsonFields;
import java.util.Collections;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Asks page by page which spaces the session may see: plain reads. Confined to its client.
final class SpaceList {
    private final EffectList effects;
    private final String path;
    private final Set<Long> found = new TreeSet<>();
    private long request;
    private long version;

    SpaceList(EffectList effects, Topic topic) {
        this.effects = effects;
        this.path = "/db/list" + topic.spaceRecord() + "s";
    }

    /// As of which version the last page answered.
    long version() {
        return version;
    }

    void ask(String sessionId) {
        cancel();
        found.clear();
        request = effects.request(path, sessionId, Json.object());
    }

    void cancel() {
        if (request != 0) {
            effects.add(new Effect.CancelRequest(request));
            request = 0;
        }
    }

    /// Whether this is the answer that is waited for; it is then no longer.
    boolean takes(long number) {
        boolean mine = request != 0 && number == request;
        if (mine) {
            request = 0;
        }
        return mine;
    }

    /// Takes a page and asks for the next if there is one.
    ///
    /// @return all spaces in order, once the last page is here
    /// @throws InvalidJsonException if the answer makes no sense
    @Nullable
    Set<Long> page(String sessionId, String body) {
        JsonFields page = MessageRows.read(body);
        version = page.integer("version");
        long last = Long.MIN_VALUE;
        for (JsonNode row : page.array("rows")) {
            last = row.path("id").asLong();
            found.add(last);
        }
        if (page.node().path("hasMore").asBoolean(false)) {
            if (last == Long.MIN_VALUE) {
                throw new InvalidJsonException("the server promised more but sent nothing");
            }
            ObjectNode next = Json.object().put("after", last);
            request = effects.request(path, sessionId, next);
            return null;
        }
        return Collections.unmodifiableSet(new TreeSet<>(found));
    }
}
