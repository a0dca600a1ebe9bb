package dev.parallax.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.server.front.StreamSettings;
import dev.parallax.server.http.EventStream.Event;
import dev.parallax.server.http.Outsider.SignedIn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/// Random writes by several people, roles that come and go, and clients of all three dialects whose streams break at
/// random and go on from what they had: each ends with exactly what SQL says.
class StreamConvergenceTest {
    private static final int STEPS = 150;
    private static final int SEEDS = Integer.getInteger("parallax.seeds", 3);
    private static final long FIRST_SEED = Long.getLong("parallax.seed", 1);

    private final List<Long> posts = new ArrayList<>();

    /// A client that may lose its stream at any event.
    private static final class Client {
        private final String name;
        private final Supplier<EventStream> connect;
        private final Consumer<Event> apply;
        private final Supplier<Object> held;
        private final Supplier<Object> truth;
        private EventStream stream;

        Client(
                String name,
                Supplier<EventStream> connect,
                Consumer<Event> apply,
                Supplier<Object> held,
                Supplier<Object> truth) {
            this.name = name;
            this.connect = connect;
            this.apply = apply;
            this.held = held;
            this.truth = truth;
            this.stream = connect.get();
        }

        /// Takes some of what has come; sometimes the stream breaks behind it.
        void step(Random random) {
            Optional<Event> event = stream.poll();
            for (int left = random.nextInt(8); left > 0 && event.isPresent(); left--) {
                apply.accept(event.get());
                event = left > 1 ? stream.poll() : Optional.empty();
            }
            if (event.isPresent() || random.nextInt(6) == 0) {
                // What was taken and not applied is lost with the stream.
                stream.close();
                stream = connect.get();
            }
        }

        void finish(long seed) {
            Object expected = truth.get();
            long deadline = System.nanoTime() + 30_000_000_000L;
            while (!held.get().equals(expected)) {
                assertThat(System.nanoTime())
                        .as("%s, seed %d, holds %s instead of %s", name, seed, held.get(), expected)
                        .isLessThan(deadline);
                apply.accept(stream.next());
            }
            stream.close();
        }
    }

    static LongStream seeds() {
        return LongStream.range(FIRST_SEED, FIRST_SEED + SEEDS);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyClientEndsWithExactlyWhatItMaySee(long seed) {
        Random random = new Random(seed);
        try (World world = new World(config -> config.withSchema("spaces", SpaceSchema.TEXT)
                .withStreams(new StreamSettings(World.HEARTBEAT_MILLIS, 20, 10)))) {
            List<SignedIn> people = List.of(world.as(world.ann), world.as(world.bob), world.as(world.cid));
            List<Client> clients = new ArrayList<>();
            people.forEach(who -> clients.addAll(clients(world, who)));
            for (int step = 0; step < STEPS; step++) {
                act(world, people.get(random.nextInt(people.size())), random);
                clients.get(random.nextInt(clients.size())).step(random);
            }
            // The last change that all may see: whoever holds it has been told of everything before.
            world.createPost(people.getFirst(), "the last", true);
            clients.forEach(client -> client.finish(seed));
        }
    }

    private static List<Client> clients(World world, SignedIn who) {
        Outsider outsider = world.outsider;
        HeartbeatMirror heartbeat = new HeartbeatMirror();
        SpaceMirror space = new SpaceMirror(world.workspace);
        CollectionMirror collection = new CollectionMirror("Post");
        return List.of(
                new Client(
                        "heartbeat",
                        () -> heartbeat.connect(outsider, who, 3),
                        heartbeat::apply,
                        heartbeat::filled,
                        () -> Mirror.truth(outsider, who)),
                new Client(
                        "space",
                        () -> space.connect(outsider, who),
                        event -> space.apply(outsider, who, event),
                        () -> space.rows,
                        () -> space.truth(outsider, who)),
                new Client(
                        "collection",
                        () -> collection.connect(outsider, who),
                        collection::apply,
                        () -> collection.rows,
                        () -> collection.truth(outsider, who)));
    }

    /// Something that somebody does; it may be refused.
    private void act(World world, SignedIn who, Random random) {
        Outsider outsider = world.outsider;
        long author = who.session().get("userId").longValue();
        Map<String, Object> args = world.post(author, "by " + author + " " + random.nextInt(100), random.nextBoolean());
        switch (random.nextInt(10)) {
            case 0, 1, 2 -> posts.add(World.id(outsider.create(who, "Post", args)));
            case 3 -> {
                ObjectNode batch = outsider.batch(
                        who,
                        List.of(
                                Map.of("operation", "createPost", "args", args),
                                Map.of("operation", "createPost", "args", world.post(author, "second", true)),
                                Map.of("operation", "createPost", "args", world.post(author, "third", false))));
                batch.get("results")
                        .forEach(result -> posts.add(result.get("id").longValue()));
            }
            case 4, 5, 6 -> change(outsider, who, random, Map.of("published", random.nextBoolean()));
            case 7 -> change(outsider, who, random, Map.of("workspaceId", world.workspace + random.nextInt(2)));
            case 8 -> {
                if (!posts.isEmpty()) {
                    outsider.db(who, "deletePost", Map.of("id", posts.remove(random.nextInt(posts.size()))));
                }
            }
            default -> outsider.patch(who, Map.of("role", random.nextInt(3) == 0 ? "admin" : "user"));
        }
    }

    private void change(Outsider outsider, SignedIn who, Random random, Map<String, ?> fields) {
        if (!posts.isEmpty()) {
            ObjectNode args = Outsider.MAPPER.valueToTree(fields);
            args.put("id", posts.get(random.nextInt(posts.size())));
            outsider.db(who, "updatePost", args.toString());
        }
    }
}
