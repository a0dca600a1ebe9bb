package dev.parallax.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.server.OutboundLimits;
import dev.parallax.server.front.StreamSettings;
import dev.parallax.server.http.EventStream.Event;
import dev.parallax.server.http.Outsider.SignedIn;
import java.util.Map;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Readers of streams over plain HTTP that stop reading: bounded memory, nothing lost, and in the end a cut.
class SlowStreamTest {
    private static final OutboundLimits SMALL = new OutboundLimits(20, 2 << 20);
    private static final int CONTENT_CHARS = 200_000;
    private static final int LARGE_CHARS = 800_000;
    private static final int UPDATES_LIMIT = 500;

    private static World world(int silenceMillis) {
        return new World(config -> config.withSchema("spaces", SpaceSchema.TEXT)
                .withOutbound(SMALL)
                .withSilenceMillis(silenceMillis)
                .withStreams(new StreamSettings(World.HEARTBEAT_MILLIS, 50, 50)));
    }

    private static JsonNode connections(World world) {
        return world.outsider.get("/admin/connections").json(200).get("connections");
    }

    /// Changes a visible row until the only stream's queue has overflowed.
    private static ObjectNode overflow(World world, SignedIn author) {
        ObjectNode row = world.createPost(author, "large", true);
        for (int update = 0; connections(world).get(0).get("overflows").longValue() == 0; update++) {
            assertThat(update).as("updates without an overflow").isLessThan(UPDATES_LIMIT);
            row = world.outsider.update(
                    author, "Post", World.id(row), Map.of("content", update + "x".repeat(CONTENT_CHARS)));
        }
        JsonNode waiting = connections(world).get(0);
        assertThat(waiting.get("queueMessages").intValue()).isLessThanOrEqualTo(SMALL.messages());
        assertThat(waiting.get("queueBytes").longValue()).isLessThanOrEqualTo(SMALL.bytes());
        return world.createPost(author, "after the overflow", true);
    }

    @Test
    void heartbeatGoesThroughTheDeltaAgain() {
        try (World world = world(60_000)) {
            SignedIn bob = world.as(world.bob);
            try (EventStream stream = EventStream.openPaused(world.outsider, bob, "GET", "/heartbeatSync", null)) {
                ObjectNode last = overflow(world, world.as(world.ann));
                HeartbeatMirror mirror = new HeartbeatMirror();
                stream.resume();
                Event event = stream.next();
                int resyncs = 0;
                while (!event.name().equals("heartbeat") || event.timestamp() < World.version(last)) {
                    resyncs += event.name().equals("resync") ? 1 : 0;
                    mirror.apply(event);
                    event = stream.next();
                }

                assertThat(resyncs).isPositive();
                assertThat(mirror.filled()).isEqualTo(Mirror.truth(world.outsider, bob));
            }
        }
    }

    @Test
    void spaceGetsWhatItMissed() {
        try (World world = world(60_000)) {
            SignedIn bob = world.as(world.bob);
            SpaceMirror mirror = new SpaceMirror(world.workspace);
            String path = "/api/stream?spaceId=" + world.workspace;
            try (EventStream stream = EventStream.openPaused(world.outsider, bob, "GET", path, null)) {
                overflow(world, world.as(world.ann));
                Map<Long, ObjectNode> truth = mirror.truth(world.outsider, bob);
                stream.resume();
                while (!mirror.rows.equals(truth)) {
                    mirror.apply(world.outsider, bob, stream.next());
                }
            }
        }
    }

    @Test
    void collectionGetsWhatItMissedWithoutATruncate() {
        try (World world = world(60_000)) {
            SignedIn bob = world.as(world.bob);
            CollectionMirror mirror = new CollectionMirror("Post");
            String body = "{\"snapshot\":true}";
            try (EventStream stream = EventStream.openPaused(world.outsider, bob, "POST", "/rpc/PostSync", body)) {
                overflow(world, world.as(world.ann));
                Map<Long, ObjectNode> truth = mirror.truth(world.outsider, bob);
                stream.resume();
                while (!mirror.rows.equals(truth)) {
                    mirror.apply(stream.next());
                }
                assertThat(mirror.truncations).isZero();
            }
        }
    }

    @Test
    void aReaderThatTakesNothingIsCutAndAQuietOneIsNot() {
        try (World world = world(300)) {
            SignedIn bob = world.as(world.bob);
            SignedIn ann = world.as(world.ann);
            try (EventStream quiet = EventStream.get(world.outsider, bob, "/api/stream?spaceId=" + world.workspace);
                    EventStream stuck = EventStream.openPaused(world.outsider, bob, "GET", "/heartbeatSync", null)) {
                quiet.next();
                ObjectNode row = world.createPost(ann, "large", true);
                String content = "x".repeat(LARGE_CHARS);
                for (int update = 0; connections(world).size() > 1; update++) {
                    assertThat(update).as("updates without a cut").isLessThan(UPDATES_LIMIT);
                    world.outsider.update(ann, "Post", World.id(row), Map.of("content", content));
                }

                assertThat(connections(world).get(0).get("dialect").stringValue())
                        .isEqualTo("space");
                world.createPost(ann, "still here", true);
                while (!quiet.next().data().toString().contains("still here")) {
                    // What gathered before.
                }
                stuck.resume();
                assertThat(stuck.untilEnd()).noneMatch(event -> event.name().equals("error"));
            }
        }
    }
}
