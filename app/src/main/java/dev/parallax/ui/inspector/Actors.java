package dev.parallax.ui.inspector;

import dev.parallax.change.Row;
import dev.parallax.fleet.FleetClient;
import dev.parallax.ui.world.World;
import dev.parallax.wire.InvalidJsonException;
import dev.parallax.wire.Json;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Who did a change, in words: the log names a session by its fields, a person by their name. Immutable.
///
/// @param userNames by user id, as far as any client knows them
public record Actors(Map<Long, String> userNames) {
    /// With the names that the first client knows that knows any.
    public static Actors of(World world) {
        for (FleetClient client : world.clients()) {
            List<Row> users = client.snapshot().table("User").shown();
            if (!users.isEmpty()) {
                Map<Long, String> names = HashMap.newHashMap(users.size());
                users.forEach(row -> names.put(row.id(), String.valueOf(row.get("name"))));
                return new Actors(names);
            }
        }
        return new Actors(Map.of());
    }

    public String name(@Nullable String actor) {
        if (actor == null) {
            return "–";
        }
        if (!actor.startsWith("{")) {
            return actor;
        }
        try {
            JsonNode userId = Json.parseObject(actor).path("userId");
            String name = userId.isIntegralNumber() ? userNames.get(userId.longValue()) : null;
            return name == null ? actor : name;
        } catch (InvalidJsonException e) {
            return actor;
        }
    }
}
