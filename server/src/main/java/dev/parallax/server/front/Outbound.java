package dev.parallax.server.front;

import java.util.concurrent.Executor;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The way out to one connection: an [OutboundQueue] and whoever drains it. Thread-safe.
///
/// **The model.** Two sides meet in the queue, under one lock that is held for a few instructions and never while
/// something is sent. The *publishing side* (the writer, the heartbeat, answers to the client) puts frames in and
/// returns. The *sending side* is at most one drain at a time, on a sender thread or on the thread that reports a
/// finished send.
///
/// **The states** of the sending side: *idle* (nothing waits, or every slot is taken) and *draining* (one thread takes
/// frames out and hands them to the socket). A finished send frees its slot; if nobody drains, whoever reports
/// it does. A send that finishes inside its own call finds a drain under way and leaves the rest to that loop:
/// no recursion, however many frames wait.
///
/// **Guaranteed:** frames leave in the order in which they were put in; putting in never waits; at most
/// [#IN_FLIGHT_LIMIT] frames are with the socket and the rest is bounded by the queue. **Best effort:** the
/// last frame before a close arrives only at a client that still reads; one that does not is cut off by its
/// silence.
public final class Outbound {
    /// Enough to keep a socket busy while the next frame is fetched; the socket layer itself would take everything.
    static final int IN_FLIGHT_LIMIT = 4;

    private final Socket socket;
    private final Executor senders;
    private final Object lock = new Object();

    // Guarded by lock.
    private final OutboundQueue queue;
    private int inFlight;
    private boolean draining;
    private boolean gone;
    private @Nullable Closing closing;
    private long sent;

    private record Closing(int code, String reason) {}

    /// Where frames go. Implementations
    /// - call exactly one of `done` and `failed` for each frame, from any thread, also from inside the call;
    /// - do not throw.
    public interface Socket {
        void send(String frame, Runnable done, Runnable failed);

        /// The end has begun: the client's own messages no longer count as a reason to keep the connection.
        void finishing();

        void close(int code, String reason);
    }

    /// @param senders runs drains; must not run them inside `execute`
    Outbound(OutboundQueue queue, Socket socket, Executor senders) {
        this.queue = queue;
        this.socket = socket;
        this.senders = senders;
    }

    /// Puts something into the queue and has it drained.
    void put(Consumer<OutboundQueue> change) {
        synchronized (lock) {
            change.accept(queue);
            if (!mayDrain()) {
                return;
            }
            draining = true;
        }
        senders.execute(this::drain);
    }

    /// Drops what waits, sends the last frame if there is one, then closes. Only the first call counts.
    void finish(@Nullable String lastFrame, int code, String reason) {
        socket.finishing();
        put(frames -> {
            if (closing == null) {
                closing = new Closing(code, reason);
                frames.finish(lastFrame);
            }
        });
    }

    /// The socket is gone: nothing is sent any more.
    void abandon() {
        synchronized (lock) {
            gone = true;
            queue.finish(null);
        }
    }

    LiveConnection.Standing standing() {
        synchronized (lock) {
            return new LiveConnection.Standing(queue.depth(), queue.bytes(), sent, queue.sequence(), queue.overflows());
        }
    }

    private void drain() {
        while (true) {
            String frame;
            Closing close = null;
            synchronized (lock) {
                frame = gone || inFlight >= IN_FLIGHT_LIMIT ? null : queue.poll();
                if (frame == null) {
                    draining = false;
                    if (mayClose()) {
                        gone = true;
                        close = closing;
                    }
                } else {
                    inFlight++;
                }
            }
            if (frame == null) {
                if (close != null) {
                    socket.close(close.code(), close.reason());
                }
                return;
            }
            socket.send(frame, this::onSent, this::abandon);
        }
    }

    private void onSent() {
        synchronized (lock) {
            inFlight--;
            sent++;
            if (!mayDrain()) {
                return;
            }
            draining = true;
        }
        drain();
    }

    private boolean mayDrain() {
        return !draining && !gone && inFlight < IN_FLIGHT_LIMIT && (!queue.isEmpty() || mayClose());
    }

    private boolean mayClose() {
        return closing != null && !gone && inFlight == 0 && queue.isEmpty();
    }
}
