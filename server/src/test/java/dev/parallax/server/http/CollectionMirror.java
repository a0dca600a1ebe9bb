package dev.parallax.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.server.http.EventStream.Event;
import dev.parallax.server.http.Outsider.SignedIn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A client database by PROTOCOL's dialect 4 alone: strict, as such databases are, about rows that are inserted
/// twice or updated without being there. Confined to its test.
final class CollectionMirror {
    final String record;
    final Map<Long, ObjectNode> rows = new TreeMap<>();

    @Nullable
    Long version;

    boolean isReady;
    int truncations;
    private final List<ObjectNode> open = new ArrayList<>();

    CollectionMirror(String record) {
        this.record = record;
    }

    EventStream connect(Outsider outsider, SignedIn who) {
        open.clear();
        ObjectNode body = Outsider.MAPPER.createObjectNode().put("snapshot", true);
        if (version != null) {
            body.put("since", version);
        }
        return EventStream.post(outsider, who, "/rpc/" + record + "Sync", body.toString());
    }

    void apply(Event event) {
        ObjectNode line = event.data();
        switch (event.name()) {
            case "insert", "update", "delete", "truncate" -> open.add(line);
            case "commit" -> {
                open.forEach(this::commit);
                open.clear();
                version = line.get("version").longValue();
            }
            case "ready" -> isReady = true;
            case "heartbeat" -> {
                if (open.isEmpty()) {
                    version = line.get("version").longValue();
                }
            }
            default -> throw new AssertionError("unexpected line: " + event);
        }
    }

    private void commit(ObjectNode line) {
        long key = line.path("key").asLong();
        switch (line.get("type").stringValue()) {
            case "truncate" -> {
                rows.clear();
                truncations++;
            }
            case "insert" -> {
                assertThat(rows).as("rows before the insert %s", line).doesNotContainKey(key);
                rows.put(key, (ObjectNode) line.get("value"));
            }
            case "update" -> {
                assertThat(rows).as("rows before the update %s", line).containsKey(key);
                rows.put(key, (ObjectNode) line.get("value"));
            }
            default -> rows.remove(key);
        }
    }

    Map<Long, ObjectNode> truth(Outsider outsider, SignedIn who) {
        return Mirror.truth(outsider, who).getOrDefault(record, Map.of());
    }
}
