package dev.parallax.network;

import dev.parallax.client.ClientStorage;
import dev.parallax.client.Effect;
import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.client.SyncClient;
import java.net.http.HttpClient;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;

/// What all clients of a process share: one HTTP client, a few threads, one timer thread. Thread-safe.
///
/// Nothing in a client's way blocks, so a handful of threads serves thousands of clients.
public final class Network implements AutoCloseable {
    /// Message handling is short and never waits: more threads than processors would only take turns.
    private static final int THREADS =
            Math.max(2, Math.min(8, Runtime.getRuntime().availableProcessors()));

    private final NetworkConfig config;
    private final ExecutorService executor;
    private final ScheduledThreadPoolExecutor timers;
    private final HttpClient http;
    private final Gate handshakes;
    private final Gate requests;
    private final AtomicLong links = new AtomicLong();

    public Network(NetworkConfig config) {
        this.config = config;
        this.executor = Executors.newFixedThreadPool(THREADS, daemons("parallax-network-"));
        this.timers = new ScheduledThreadPoolExecutor(1, daemons("parallax-timer-"));
        this.timers.setRemoveOnCancelPolicy(true);
        this.timers.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
        this.http = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(config.connectTimeout())
                .executor(executor)
                .build();
        this.handshakes = new Gate(config.handshakesAtOnceLimit(), executor);
        this.requests = new Gate(config.requestsAtOnceLimit(), executor);
    }

    /// Runs a client's state machine over this network. It does nothing before it is told to sign in.
    ///
    /// @param storage of the client's device, from which the machine was made
    /// @param firstGeneration of its snapshots: above those of the client that the device had before
    /// @param onPublished told every state that the client publishes, in order, on the client's thread
    public ClientRuntime run(
            SyncClient client,
            ClientStorage storage,
            long firstGeneration,
            WireTap tap,
            Consumer<ReplicaSnapshot> onPublished) {
        return new ClientRuntime(client, storage, firstGeneration, this, tap, onPublished);
    }

    /// The calls that open, change and end sessions.
    public SessionCalls sessions() {
        return new SessionCalls(this);
    }

    /// Drops every connection at once. Nothing is reported to clients any more.
    @Override
    public void close() {
        timers.shutdownNow();
        http.shutdownNow();
        executor.shutdownNow();
    }

    /// What the operator asks of the server.
    public AdminCalls admin() {
        return new AdminCalls(this);
    }

    NetworkConfig config() {
        return config;
    }

    /// A way to the server without faults; its jitter, if it gets some, is its own.
    Link newLink() {
        return new Link(timers, links.incrementAndGet());
    }

    ExecutorService executor() {
        return executor;
    }

    ScheduledThreadPoolExecutor timers() {
        return timers;
    }

    SocketLine openSocket(long connection, String sessionId, ClientRuntime runtime, WireTap tap) {
        SocketLine line = new SocketLine(connection, runtime, tap);
        handshakes.enter(() -> line.open(http, config, sessionId, handshakes::leave));
        return line;
    }

    StreamLine openStream(Effect.OpenStream effect, ClientRuntime runtime, WireTap tap) {
        StreamLine line = new StreamLine(effect, config, runtime, tap);
        handshakes.enter(() -> line.open(http, handshakes::leave));
        return line;
    }

    /// @return the request, already waiting for its turn
    Exchange send(Exchange exchange) {
        requests.enter(() -> exchange.start(http, requests::leave));
        return exchange;
    }

    /// A request that the server may answer late: in the queue for turns it would keep its turn from others.
    void sendAtOnce(Exchange exchange) {
        executor.execute(() -> exchange.start(http, () -> {}));
    }

    private static ThreadFactory daemons(String prefix) {
        AtomicInteger count = new AtomicInteger();
        return task -> {
            Thread thread = new Thread(task, prefix + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        };
    }
}
