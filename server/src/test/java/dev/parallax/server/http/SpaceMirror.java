package dev.parallax.server.http;

import dev.parallax.server.http.EventStream.Event;
import dev.parallax.server.http.Outsider.SignedIn;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// What a client of the space dialect holds of one space, by PROTOCOL alone. Confined to its test.
final class SpaceMirror {
    final long space;
    final Map<Long, ObjectNode> rows = new TreeMap<>();

    @Nullable
    String timestamp;

    int refetches;

    SpaceMirror(long space) {
        this.space = space;
    }

    EventStream connect(Outsider outsider, SignedIn who) {
        String since = timestamp == null ? "" : "&since=" + URLEncoder.encode(timestamp, StandardCharsets.UTF_8);
        return EventStream.get(outsider, who, "/api/stream?spaceId=" + space + since);
    }

    void apply(Outsider outsider, SignedIn who, Event event) {
        ObjectNode data = event.data();
        if (!event.text("type").equals("space-delta")) {
            throw new AssertionError("unexpected event: " + event);
        }
        if (data.path("refetch").asBoolean(false)) {
            refetches++;
            load(outsider, who);
            return;
        }
        data.get("created").forEach(row -> rows.put(row.get("id").longValue(), (ObjectNode) row));
        data.get("updated").forEach(row -> rows.put(row.get("id").longValue(), (ObjectNode) row));
        data.get("deleted").forEach(id -> rows.remove(Long.parseLong(id.stringValue())));
        timestamp = event.text("timestamp");
    }

    void load(Outsider outsider, SignedIn who) {
        ObjectNode answer = outsider.get("/api/spaces/" + space + "?record=Post", "Authorization", "Bearer " + who.id())
                .json(200);
        rows.clear();
        answer.get("rows").forEach(row -> rows.put(row.get("id").longValue(), (ObjectNode) row));
        timestamp = answer.get("timestamp").stringValue();
    }

    /// What SQL says the session may see of the space.
    Map<Long, ObjectNode> truth(Outsider outsider, SignedIn who) {
        Map<Long, ObjectNode> all = new TreeMap<>(Mirror.truth(outsider, who).getOrDefault("Post", Map.of()));
        all.values().removeIf(row -> row.get("workspaceId").longValue() != space);
        return all;
    }
}
