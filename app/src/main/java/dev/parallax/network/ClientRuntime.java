package dev.parallax.network;

import dev.parallax.client.ClientStorage;
import dev.parallax.client.Effect;
import dev.parallax.client.Event;
import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.client.SyncClient;
import dev.parallax.client.Timer;
import dev.parallax.client.WriteResult;
import dev.parallax.wire.Json;
import java.util.EnumMap;
import java.util.Map;
import java.util.Queue;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Runs one client's state machine over the network. Thread-safe.
///
/// **Model.** Everything that happens becomes an event in a mailbox. Whoever puts the first event into an empty mailbox
/// schedules a drain on the shared threads; while a drain is scheduled or runs, nobody else schedules one. So
/// the state machine has one caller at a time, without a thread or a lock of its own, and each step sees what
/// the one before it wrote (the count of waiting events is the hand-over).
///
/// **Bounds.** A socket or stream is asked for more when the last was handled; requests and timers are few. A drain
/// handles a limited batch, then goes to the end of the line, so that a busy client does not starve others.
///
/// **Guarantee.** The snapshot is published once per batch: readers see states in order, perhaps not each of them.
public final class ClientRuntime implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(ClientRuntime.class);
    private static final int BATCH_LIMIT = 64;
    private static final String CUT = "the connection was cut";

    private final SyncClient client;
    private final ClientStorage storage;
    private final long firstGeneration;
    private final Network network;
    private final WireTap tap;
    private final Consumer<ReplicaSnapshot> onPublished;
    private final Link link;
    private final Queue<Event> mailbox = new ConcurrentLinkedQueue<>();
    private final AtomicInteger waiting = new AtomicInteger();
    private final Map<UUID, CompletableFuture<WriteResult>> writes = new ConcurrentHashMap<>();
    private volatile ReplicaSnapshot snapshot;
    private volatile boolean stopped;
    private volatile long connection;
    private volatile boolean killed;
    private final CompletableFuture<Void> burial = new CompletableFuture<>();
    private final Map<Long, StreamLine> streams = new ConcurrentHashMap<>();
    private final Map<Long, Exchange> exchanges = new ConcurrentHashMap<>();

    // Confined to the drain.
    private final Map<Timer, Future<?>> timers = new EnumMap<>(Timer.class);
    private ReplicaSnapshot last;
    private @Nullable SocketLine line;

    ClientRuntime(
            SyncClient client,
            ClientStorage storage,
            long firstGeneration,
            Network network,
            WireTap tap,
            Consumer<ReplicaSnapshot> onPublished) {
        this.client = client;
        this.storage = storage;
        this.firstGeneration = firstGeneration;
        this.network = network;
        this.tap = tap;
        this.onPublished = onPublished;
        this.link = network.newLink();
        this.last = client.snapshot();
        this.snapshot = last.withGeneration(firstGeneration + last.generation());
    }

    /// The newest published state.
    public ReplicaSnapshot snapshot() {
        return snapshot;
    }

    /// Puts an event into the mailbox and returns at once.
    public void tell(Event event) {
        if (stopped) {
            return;
        }
        mailbox.add(event);
        if (waiting.getAndIncrement() == 0) {
            schedule();
        }
    }

    /// Makes a local edit. The result is the server's; when the client is stopped before there is one, the edit is
    /// cancelled.
    public CompletableFuture<WriteResult> write(Event.Write write) {
        CompletableFuture<WriteResult> result = new CompletableFuture<>();
        writes.put(write.requestId(), result);
        tell(write);
        if (stopped) {
            cancelWrites();
        }
        return result;
    }

    /// What is wrong with the way to the server.
    public LinkFaults faults() {
        return link.faults();
    }

    /// Holds for what is sent and comes from now on; what is under way keeps its order.
    public void setFaults(LinkFaults faults) {
        link.set(faults);
    }

    /// Something came over the network; it passes the link first.
    ///
    /// @return whether the next message may be asked for before this one was handled
    boolean arrive(Event event, int bytes) {
        return link.arrive(event, bytes, this::tell);
    }

    /// Breaks the connection as a network might: without a goodbye, at any moment.
    public void cut() {
        tell(new Event.SocketFailed(connection, 0, CUT));
        streams.keySet().forEach(stream -> tell(new Event.StreamFailed(stream, 0, CUT)));
        exchanges.forEach((number, exchange) -> {
            exchange.cancel();
            tell(new Event.Unanswered(number, CUT));
        });
    }

    /// Dies as a killed process does: no goodbye, nothing that waits is handled, and all that it had in memory is
    /// gone. Its storage stays.
    ///
    /// @return completes when it is dead
    public CompletableFuture<Void> kill() {
        stopped = true;
        killed = true;
        if (waiting.getAndIncrement() == 0) {
            schedule();
        }
        return burial;
    }

    /// Stops the client and closes its line, soon.
    @Override
    public void close() {
        tell(new Event.Stop());
    }

    private void schedule() {
        try {
            network.executor().execute(this::drain);
        } catch (RejectedExecutionException closing) {
            stopped = true;
            cancelWrites();
            burial.complete(null);
        }
    }

    private void drain() {
        int handled = 0;
        while (handled < BATCH_LIMIT && !killed) {
            Event event = mailbox.poll();
            if (event == null) {
                break;
            }
            handled++;
            handle(event);
        }
        if (killed) {
            // The count stays above zero, so nobody drains again.
            bury();
            return;
        }
        publish();
        if (waiting.addAndGet(-handled) > 0) {
            schedule();
        }
    }

    private void publish() {
        ReplicaSnapshot now = client.snapshot();
        if (now.generation() != last.generation()) {
            last = now;
            snapshot = firstGeneration == 0 ? now : now.withGeneration(firstGeneration + now.generation());
            onPublished.accept(snapshot);
        }
    }

    private void bury() {
        SocketLine open = line;
        if (open != null) {
            open.close(false);
        }
        streams.values().forEach(StreamLine::close);
        exchanges.values().forEach(Exchange::cancel);
        timers.values().forEach(timer -> timer.cancel(false));
        cancelWrites();
        snapshot = snapshot.killed();
        onPublished.accept(snapshot);
        burial.complete(null);
    }

    private void handle(Event event) {
        try {
            client.on(event).forEach(effect -> perform(effect, event instanceof Event.Stop));
        } catch (RuntimeException e) {
            LOG.error(
                    "A client could not handle an event of kind {}.",
                    event.getClass().getSimpleName(),
                    e);
        }
        switch (event) {
            case Event.OfStream ofStream -> handled(ofStream);
            case Event.Answered answered -> exchanges.remove(answered.request());
            case Event.Unanswered lost -> exchanges.remove(lost.request());
            default -> {}
        }
        SocketLine open = line;
        if (open != null
                && event instanceof Event.SocketMessage message
                && message.connection() == open.connection()
                && !link.wasEarly(event)) {
            open.askForNext();
        }
        if (event instanceof Event.Stop) {
            stopped = true;
            cancelWrites();
        }
    }

    /// A stream goes on when its message was handled; one that is over is forgotten.
    private void handled(Event.OfStream event) {
        StreamLine stream = streams.get(event.stream());
        if (stream == null) {
            return;
        }
        switch (event) {
            case Event.StreamOpened ignored -> {}
            case Event.StreamMessage ignored -> {
                if (!link.wasEarly(event)) {
                    stream.handled();
                }
            }
            case Event.StreamHeard ignored -> stream.handled();
            case Event.StreamEnded ended -> closeStream(ended.stream());
            case Event.StreamFailed failed -> closeStream(failed.stream());
        }
    }

    private void closeStream(long number) {
        StreamLine stream = streams.remove(number);
        if (stream != null) {
            stream.close();
        }
    }

    private void perform(Effect effect, boolean stopping) {
        switch (effect) {
            case Effect.OpenSocket open -> {
                connection = open.connection();
                line = network.openSocket(connection, open.sessionId(), this, tap);
            }
            case Effect.SendText send -> {
                SocketLine open = line;
                if (open != null) {
                    link.send(send.text().length(), () -> open.send(send.text()));
                }
            }
            case Effect.CloseSocket ignored -> {
                if (line != null) {
                    line.close(stopping);
                    line = null;
                }
            }
            case Effect.OpenStream open -> streams.put(open.stream(), network.openStream(open, this, tap));
            case Effect.CloseStream close -> closeStream(close.stream());
            case Effect.Request request -> {
                String body = Json.text(request.body());
                Exchange exchange = exchange("POST", request.path(), request.sessionId(), body);
                send(request.number(), exchange, body.length(), request.mayWait());
            }
            case Effect.Read read -> send(read.number(), exchange("GET", read.path(), read.sessionId(), ""), 0, false);
            case Effect.Save save -> storage.save(save.changes(), new Saving(save.number()));
            case Effect.CancelRequest cancel -> {
                Exchange exchange = exchanges.remove(cancel.number());
                if (exchange != null) {
                    exchange.cancel();
                }
            }
            case Effect.SetTimer timer -> arm(timer);
            case Effect.CancelTimer timer -> disarm(timer.timer());
            case Effect.WriteEnded ended -> {
                CompletableFuture<WriteResult> result = writes.remove(ended.requestId());
                if (result != null) {
                    // The snapshot that a waiting caller reads next must contain what this result tells.
                    publish();
                    result.complete(ended.result());
                }
            }
        }
    }

    private Exchange exchange(String method, String path, String sessionId, String body) {
        return new Exchange(network.config(), method, path, sessionId, body, false, tap);
    }

    private void send(long number, Exchange exchange, int bytes, boolean mayWait) {
        exchanges.put(number, exchange);
        exchange.answer().whenComplete((answer, failure) -> {
            if (exchange.answer().isCancelled()) {
                return;
            }
            Event event = failure == null
                    ? new Event.Answered(number, answer.status(), answer.body())
                    : new Event.Unanswered(number, Exchange.phraseOf(failure));
            if (link.faults().halfOpen()) {
                loseAnswer(number);
            } else {
                arrive(event, failure == null ? answer.body().length() : 0);
            }
        });
        if (link.faults().halfOpen()) {
            loseAnswer(number);
        } else {
            link.send(bytes, () -> {
                if (mayWait) {
                    network.sendAtOnce(exchange);
                } else {
                    network.send(exchange);
                }
            });
        }
    }

    /// Nothing will come, and only time tells.
    private void loseAnswer(long number) {
        Event event = new Event.Unanswered(number, Exchange.TOOK_TOO_LONG);
        later(() -> tell(event), network.config().requestTimeout().toMillis());
    }

    private void arm(Effect.SetTimer timer) {
        disarm(timer.timer());
        Event fired = new Event.TimerFired(timer.timer(), timer.token());
        Future<?> running = later(() -> tell(fired), timer.delayMillis());
        if (running != null) {
            timers.put(timer.timer(), running);
        }
    }

    private @Nullable Future<?> later(Runnable task, long millis) {
        try {
            return network.timers().schedule(task, millis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closing) {
            stopped = true;
            return null;
        }
    }

    private void disarm(Timer timer) {
        Future<?> running = timers.remove(timer);
        if (running != null) {
            running.cancel(false);
        }
    }

    private void cancelWrites() {
        writes.values().forEach(result -> result.cancel(false));
        writes.clear();
    }

    /// Turns the outcome of a save into an event.
    private final class Saving implements ClientStorage.SaveOutcome {
        private final long number;

        private Saving(long number) {
            this.number = number;
        }

        @Override
        public void saved() {
            tell(new Event.Saved(number));
        }

        @Override
        public void failed(String reason) {
            tell(new Event.SaveFailed(number, reason));
        }
    }
}
