package dev.parallax.client;

import dev.parallax.change.Row;
import dev.parallax.client.ModelServer.Entry;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// What people do in a random world: to the server's rows, and at a client. Confined to its test.
final class WorldEdits {
    private final RandomGenerator random;
    private final ModelServer server;

    WorldEdits(RandomGenerator random, ModelServer server) {
        this.random = random;
        this.server = server;
    }

    /// Commits a transaction of one to three changes, each of another row.
    List<Entry> commit() {
        List<Entry> changes = new ArrayList<>();
        List<Long> touched = new ArrayList<>();
        for (int count = 1 + random.nextInt(3); count > 0; count--) {
            String table = any(ModelServer.TABLES);
            Row row = server.all(table).isEmpty() ? null : any(server.all(table));
            if (row != null && touched.contains(row.id())) {
                continue;
            }
            boolean open = random.nextBoolean();
            int owner = 1 + random.nextInt(3);
            String text = "text " + random.nextInt(1000);
            if (row == null || random.nextInt(4) == 0) {
                changes.add(server.put(table, server.newId(), owner, open, text));
            } else if (random.nextInt(4) == 0) {
                touched.add(row.id());
                changes.add(server.delete(table, row.id()));
            } else {
                touched.add(row.id());
                changes.add(server.put(table, row.id(), owner, open, text));
            }
        }
        server.commit(changes);
        return changes;
    }

    /// Some edit of something that the client shows, or something new.
    Event.Write write(ReplicaSnapshot snapshot, int number) {
        UUID requestId = new UUID(7, number);
        String table = any(ModelServer.TABLES);
        List<Row> shown = snapshot.table(table).shown();
        Map<String, @Nullable Object> fields = new HashMap<>(Map.of("text", "mine " + number));
        if (random.nextInt(3) == 0) {
            fields.put("open", random.nextBoolean());
        }
        if (shown.isEmpty() || random.nextInt(3) == 0) {
            return new Event.Write(requestId, WriteKind.CREATE, table, 0, fields);
        }
        long id = any(shown).id();
        if (random.nextInt(4) == 0) {
            return new Event.Write(requestId, WriteKind.DELETE, table, id, Map.of());
        }
        if (random.nextInt(4) == 0) {
            fields.put("owner", 1L + random.nextInt(3));
        }
        return new Event.Write(requestId, WriteKind.UPDATE, table, id, fields);
    }

    <T> T any(Collection<T> of) {
        return new ArrayList<>(of).get(random.nextInt(of.size()));
    }
}
