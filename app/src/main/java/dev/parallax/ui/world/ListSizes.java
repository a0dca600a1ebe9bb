package dev.parallax.ui.world;

import dev.parallax.change.Row;
import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.wire.Json;
import dev.parallax.wire.RowJson;
import java.nio.charset.StandardCharsets;
import java.util.List;

/// How large the lists of posts are that clients hold. It looks at a few clients each time, others the next time, so
/// that a thousand cost no more than ten. Confined to one thread.
final class ListSizes {
    static final int CLIENTS_LIMIT = 10;

    private int first;

    /// The mean size as JSON in UTF-8, over some of the clients; 0 if there are none.
    double meanBytes(List<ReplicaSnapshot> clients) {
        int count = Math.min(CLIENTS_LIMIT, clients.size());
        if (count == 0) {
            return 0;
        }
        long bytes = 0;
        for (int index = 0; index < count; index++) {
            int spread = (int) ((long) index * clients.size() / count);
            bytes += bytes(clients.get((first + spread) % clients.size()));
        }
        first = (first + 1) % clients.size();
        return (double) bytes / count;
    }

    /// With brackets, and a comma after each row but the last.
    private static long bytes(ReplicaSnapshot client) {
        List<Row> rows = client.table(World.POST).synced();
        long bytes = rows.isEmpty() ? 2 : 1;
        for (Row row : rows) {
            bytes += Json.text(RowJson.encode(row)).getBytes(StandardCharsets.UTF_8).length + 1L;
        }
        return bytes;
    }
}
