package dev.parallax.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.server.http.Outsider.SignedIn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/// Many clients at once against a real server: they push, poll, lose answers and push again. Every hash must be
/// the client's own, every edit is applied once, and all end with exactly what they may see.
class ChangesFleetTest {
    private static final int DEVICES = 2;
    private static final int EXCHANGES = 40;

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void clientsThatWriteAtTheSameTimeConverge(long seed) throws Exception {
        try (World world = new World();
                ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<ChangesClient> clients = new ArrayList<>();
            for (long user : new long[] {world.ann, world.bob, world.cid}) {
                SignedIn who = world.as(user);
                for (int device = 0; device < DEVICES; device++) {
                    clients.add(new ChangesClient(world.outsider, who, "device " + device));
                }
            }
            List<Future<Integer>> inserted = new ArrayList<>();
            for (ChangesClient client : clients) {
                Random random = new Random(seed * 100 + clients.indexOf(client));
                inserted.add(threads.submit(() -> play(world, client, random)));
            }
            int inserts = 0;
            for (Future<Integer> each : inserted) {
                inserts += each.get();
            }
            for (ChangesClient client : clients) {
                client.pullAll();
                assertThat(client.resets).isZero();
                assertThat(client.tables).isEqualTo(Mirror.truth(world.outsider, client.who()));
            }
            ObjectNode next = world.createPost(world.as(world.ann), "the next id tells how many there were", true);
            assertThat(World.id(next)).isEqualTo(inserts + 1);
            assertThat(world.outsider.get("/admin/log/verify").text()).contains("\"valid\":true");
        }
    }

    /// @return how many rows it inserted
    private static int play(World world, ChangesClient client, Random random) {
        int inserts = 0;
        for (int count = 0; count < EXCHANGES; count++) {
            int edits = random.nextInt(3);
            for (int edit = 0; edit < edits; edit++) {
                inserts += edit(world, client, random) ? 1 : 0;
            }
            while (random.nextInt(3) == 0) {
                // The answer is lost; what was pushed stays in the outbox and is pushed again.
                client.send(client.request(0)).json(200);
            }
            client.exchange(random.nextInt(20));
        }
        return inserts;
    }

    private static boolean edit(World world, ChangesClient client, Random random) {
        long self = client.who().session().get("userId").longValue();
        List<Long> own = client.tables.getOrDefault("Post", Map.of()).entrySet().stream()
                .filter(post -> post.getValue().get("authorUserId").longValue() == self)
                .map(Map.Entry::getKey)
                .toList();
        if (own.isEmpty() || random.nextInt(3) == 0) {
            client.edit("insert", "Post", client.nextTemporaryId(), world.post(self, "t", random.nextBoolean()));
            return true;
        }
        long post = own.get(random.nextInt(own.size()));
        switch (random.nextInt(4)) {
            case 0 -> client.edit("delete", "Post", post, Map.of());
            case 1 -> client.edit("update", "Post", post, Map.of("published", random.nextBoolean()));
            default -> client.edit("update", "Post", post, Map.of("title", "u" + random.nextInt(100)));
        }
        return false;
    }
}
