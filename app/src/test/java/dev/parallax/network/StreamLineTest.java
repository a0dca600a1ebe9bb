package dev.parallax.network;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import dev.parallax.client.ClientStorage;
import dev.parallax.client.Effect;
import dev.parallax.client.Event;
import dev.parallax.client.Framing;
import dev.parallax.client.MemoryStorage;
import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.client.SyncClient;
import dev.parallax.wire.Json;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

/// Streams over a bare HTTP server that says exactly what a test wants.
class StreamLineTest {
    /// More than all buffers between server and client hold.
    private static final int FLOOD_EVENTS = 4_000;
    private static final int FLOOD_EVENT_BYTES = 10_000;

    private HttpServer server;
    private Network network;
    private volatile byte[] answer = new byte[0];
    private final AtomicInteger status = new AtomicInteger(200);
    private final AtomicReference<@Nullable String> asked = new AtomicReference<>();
    private final AtomicInteger written = new AtomicInteger();
    private volatile byte @Nullable [] flood;
    private final Opener client = new Opener();

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/", exchange -> {
            String head = exchange.getRequestMethod() + " " + exchange.getRequestURI() + " "
                    + exchange.getRequestHeaders().getFirst("Accept") + " "
                    + exchange.getRequestHeaders().getFirst("Authorization") + " ";
            asked.set(head + new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8));
            exchange.sendResponseHeaders(status.get(), 0);
            try (OutputStream out = exchange.getResponseBody()) {
                for (byte each : answer) {
                    out.write(each);
                    out.flush();
                }
                byte[] event = flood;
                for (int count = 0; event != null && count < FLOOD_EVENTS; count++) {
                    out.write(event);
                    written.incrementAndGet();
                }
            }
        });
        server.setExecutor(task -> Thread.ofVirtual().start(task));
        server.start();
        URI address = URI.create("http://127.0.0.1:" + server.getAddress().getPort());
        network = new Network(NetworkConfig.to(address));
    }

    @AfterEach
    void stop() {
        client.handles.release(FLOOD_EVENTS);
        network.close();
        server.stop(0);
    }

    @Test
    void handsOutEventsThatArriveByteByByteInOrder() {
        answer("event: delta\ndata: {\"text\":\"Grüße 🌍\"}\nid: 7\n\n: life\n\ndata: two\n\n");
        open(Framing.SSE, Json.object().put("a", 1));
        until(Event.StreamEnded.class);
        assertThat(client.seen)
                .containsExactly(
                        new Event.StreamOpened(1),
                        new Event.StreamMessage(1, "delta", "{\"text\":\"Grüße 🌍\"}"),
                        new Event.StreamHeard(1),
                        new Event.StreamMessage(1, "message", "two"),
                        new Event.StreamEnded(1));
        assertThat(asked.get()).isEqualTo("POST /path?x=1 text/event-stream Bearer secret {\"a\":1}");
    }

    @Test
    void readsLinesOfAGet() {
        answer("{}\n{\"last\":1}\n");
        open(Framing.LINES, null);
        until(Event.StreamEnded.class);
        assertThat(client.seen)
                .contains(new Event.StreamMessage(1, "", "{}"), new Event.StreamMessage(1, "", "{\"last\":1}"));
        assertThat(asked.get()).isEqualTo("GET /path?x=1 application/x-ndjson Bearer secret ");
    }

    @Test
    void aRefusalComesWithItsStatusAndBody() {
        status.set(404);
        answer("{\"code\":\"not-found\"}");
        open(Framing.SSE, null);
        until(Event.StreamFailed.class);
        assertThat(client.seen).containsExactly(new Event.StreamFailed(1, 404, "{\"code\":\"not-found\"}"));
    }

    @Test
    void textThatIsNotUtf8BreaksTheStream() {
        answer = new byte[] {'d', 'a', 't', 'a', ':', (byte) 0xff, '\n', '\n'};
        open(Framing.SSE, null);
        until(Event.StreamFailed.class);
        assertThat(client.seen.getLast())
                .isEqualTo(new Event.StreamFailed(1, 0, "the server sent text that is not UTF-8"));
    }

    @Test
    void asksForNoMoreThanItHandles() {
        client.handles = new Semaphore(0);
        byte[] event = ("data: " + "x".repeat(FLOOD_EVENT_BYTES) + "\n\n").getBytes(StandardCharsets.UTF_8);
        flood = event;
        open(Framing.SSE, null);
        // Nothing is handled, so the server comes to wait: what it wrote stays what it was.
        AtomicInteger before = new AtomicInteger(-1);
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .pollInterval(Duration.ofMillis(300))
                .until(() -> before.getAndSet(written.get()) == written.get() && written.get() > 0);
        assertThat(written.get()).isLessThan(FLOOD_EVENTS);
        client.handles.release(FLOOD_EVENTS * 2);
        until(Event.StreamEnded.class);
        assertThat(client.seen.stream().filter(Event.StreamMessage.class::isInstance))
                .hasSize(FLOOD_EVENTS);
    }

    @Test
    void aServerThatCannotBeReachedIsAFailure() {
        server.stop(0);
        open(Framing.SSE, null);
        until(Event.StreamFailed.class);
        assertThat(client.seen).containsExactly(new Event.StreamFailed(1, 0, "the server cannot be reached"));
    }

    private void answer(String text) {
        answer = text.getBytes(StandardCharsets.UTF_8);
    }

    private void open(Framing framing, @Nullable ObjectNode body) {
        client.effect = new Effect.OpenStream(1, "/path?x=1", "secret", body, framing);
        ClientStorage storage = new MemoryStorage(() -> new UUID(0, 1)).open("device");
        network.run(client, storage, 0, WireTap.NONE, published -> {}).tell(new Event.GoOnline());
    }

    private void until(Class<? extends Event> kind) {
        Awaitility.await()
                .atMost(Duration.ofSeconds(20))
                .until(() -> client.seen.stream().anyMatch(kind::isInstance));
    }

    /// Opens one stream and writes down what happens to it.
    private static final class Opener implements SyncClient {
        private final List<Event> seen = new CopyOnWriteArrayList<>();
        private volatile @Nullable Effect effect;
        private volatile Semaphore handles = new Semaphore(Integer.MAX_VALUE / 2);

        @Override
        public List<Effect> on(Event event) {
            if (event instanceof Event.OfStream) {
                handles.acquireUninterruptibly();
                seen.add(event);
            }
            Effect first = effect;
            return event instanceof Event.GoOnline && first != null ? List.of(first) : List.of();
        }

        @Override
        public ReplicaSnapshot snapshot() {
            return ReplicaSnapshot.EMPTY;
        }
    }
}
