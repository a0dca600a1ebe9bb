package dev.parallax.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.server.OutboundLimits;
import dev.parallax.server.http.Outsider.SignedIn;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// What becomes of connections: slow, silent, noisy, and when the server stops.
class ConnectionProtocolTest {
    private static final OutboundLimits SMALL = new OutboundLimits(5, 1 << 20);
    private static final int UPDATES_LIMIT = 1_000;

    @Test
    void aReaderThatDoesNotReadIsToldOnceToResynchroniseAndLosesNothing() {
        try (World world = new World(config -> config.withOutbound(SMALL))) {
            SignedIn ann = world.as(world.ann);
            SignedIn bob = world.as(world.bob);
            try (Stream slow = Stream.openPaused(world.outsider, bob);
                    Stream quick = Stream.open(world.outsider, bob)) {
                quick.next("connected");
                ObjectNode row = world.createPost(ann, "large", true);
                quick.next("delta");
                int updates = 0;
                while (overflows(world, 0) == 0) {
                    assertThat(++updates).as("updates without an overflow").isLessThan(UPDATES_LIMIT);
                    world.outsider
                            .db(
                                    ann,
                                    "updatePost",
                                    Map.of("id", World.id(row), "content", updates + "x".repeat(200_000)))
                            .json(200);
                    quick.next("delta");
                }
                JsonNode waiting = connection(world, 0);
                assertThat(waiting.get("queueMessages").intValue()).isLessThanOrEqualTo(SMALL.messages());
                assertThat(waiting.get("queueBytes").longValue()).isLessThanOrEqualTo(SMALL.bytes());
                ObjectNode last = world.createPost(ann, "after the overflow", true);

                slow.resume();

                Mirror mirror = new Mirror();
                long complete = 0;
                long seq = 0;
                int told = 0;
                for (ObjectNode message : slow.until(World.version(last))) {
                    switch (message.get("type").stringValue()) {
                        case "connected" -> complete = mirror.catchUp(world.outsider, bob, null);
                        case "syncRequired" -> {
                            told++;
                            assertThat(message.get("reason").stringValue()).isEqualTo("overflow");
                            assertThat(message.get("tables").valueStream().map(JsonNode::stringValue))
                                    .containsExactlyInAnyOrder("User", "Workspace", "Membership", "Post");
                            complete = mirror.catchUp(world.outsider, bob, null);
                        }
                        case "delta" -> {
                            JsonNode data = message.get("data");
                            assertThat(data.get("seq").longValue()).isEqualTo(++seq);
                            if (data.get("version").longValue() > complete) {
                                mirror.apply(message);
                            }
                        }
                        default -> throw new AssertionError(message.toString());
                    }
                }
                assertThat(told).isEqualTo(1);
                assertThat(mirror.filled()).isEqualTo(Mirror.truth(world.outsider, bob));
                assertThat(overflows(world, 1)).isZero();
            }
        }
    }

    @Test
    void aSocketThatFellSilentIsCut() {
        try (World world = new World(config -> config.withSilenceMillis(300));
                RawSocket halfOpen = new RawSocket(world.server.uri());
                Stream alive = Stream.open(world.outsider, world.as(world.ann))) {
            assertThat(halfOpen.upgrade("/sync")).startsWith("HTTP/1.1 101");

            halfOpen.readToEnd();

            Awaitility.await().until(() -> connections(world).size() == 1);
            alive.next("heartbeat");
            assertThat(alive.isClosed()).isFalse();
            assertThat(world.outsider.get("/metrics").text()).contains("parallax_connections_silent_total 1.0");
        }
    }

    @Test
    void messagesThatCannotBeReadAreAnsweredAndManyOfThemEndTheConnection() {
        try (World world = new World();
                Stream stream = Stream.open(world.outsider, world.as(world.ann))) {
            stream.next("connected");
            List<String> nonsense = List.of(
                    "",
                    "{",
                    "[]",
                    "null",
                    "{\"type\":7}",
                    "{\"type\":\"nope\"}",
                    "{}",
                    "{\"type\":\"ack\",\"version\":\"1\"}");
            for (String text : nonsense) {
                stream.send(text);
                ObjectNode error = stream.next("error");
                assertThat(error.get("code").stringValue()).isEqualTo("invalid");
                assertThat(error.get("message").stringValue()).isNotBlank().doesNotContain("java", "tools.jackson");
            }
            stream.socket().sendBinary(ByteBuffer.wrap(new byte[] {1}), true).join();
            stream.next("error");
            stream.send("{\"type\":\"ping\"}");
            stream.next("pong");

            for (int index = nonsense.size() + 1; index <= 20; index++) {
                stream.send("nonsense");
            }

            assertThat(stream.awaitClose()).isEqualTo(1008);
        }
    }

    @Test
    void aMessageOfMoreThan64KibClosesWith1009() {
        try (World world = new World();
                RawSocket socket = new RawSocket(world.server.uri())) {
            socket.upgrade("/sync");
            socket.send(RawSocket.text("x".repeat(64 * 1024 + 1)));
            assertThat(socket.readCloseCode()).isEqualTo(1009);
            assertThat(world.outsider.get("/health").status()).isEqualTo(200);
        }
    }

    @Test
    void framesThatBreakTheWebSocketProtocolEndOnlyTheirOwnConnection() {
        try (World world = new World();
                Stream other = Stream.open(world.outsider, world.as(world.ann))) {
            for (byte[] frame : List.of(
                    new byte[] {(byte) 0x81, 2, 'h', 'i'},
                    RawSocket.frame(1, new byte[] {(byte) 0xff, (byte) 0xfe}),
                    RawSocket.frame(3, new byte[0]),
                    RawSocket.frame(0, new byte[] {1}),
                    RawSocket.frame(9, new byte[126]))) {
                try (RawSocket socket = new RawSocket(world.server.uri())) {
                    socket.upgrade("/sync");
                    socket.send(frame);
                    assertThat(socket.readCloseCode()).isIn(1002, 1007);
                }
            }
            other.next("heartbeat");
        }
    }

    @Test
    void acknowledgementsAreShown() {
        try (World world = new World()) {
            SignedIn ann = world.as(world.ann);
            try (Stream stream = Stream.open(world.outsider, "?sessionId=" + ann.id(), "User-Agent", "test/1")) {
                stream.next("connected");
                stream.send("{\"type\":\"ack\",\"version\":12345}");
                stream.send("{\"type\":\"ping\"}");
                stream.next("pong");

                JsonNode connection = connection(world, 0);

                assertThat(connection.get("dialect").stringValue()).isEqualTo("cursor");
                assertThat(connection.get("session")).isEqualTo(ann.session());
                assertThat(connection.get("userAgent").stringValue()).isEqualTo("test/1");
                assertThat(connection.get("ackedVersion").longValue()).isEqualTo(12345);
                assertThat(connection.toString()).doesNotContain(ann.id());
            }
            Awaitility.await().until(() -> connections(world).isEmpty());
        }
    }

    @Test
    void whenTheServerStopsEveryoneIsToldThatItGoesAway() {
        Stream stream;
        try (World world = new World()) {
            stream = Stream.open(world.outsider, world.as(world.ann));
            stream.next("connected");
            world.server.close();
            assertThat(stream.awaitClose()).isEqualTo(1001);
        }
    }

    private static JsonNode connections(World world) {
        return world.outsider.get("/admin/connections").json(200).get("connections");
    }

    private static JsonNode connection(World world, int index) {
        return connections(world).get(index);
    }

    private static long overflows(World world, int index) {
        return connection(world, index).get("overflows").longValue();
    }
}
