package dev.parallax.server.http;

import dev.parallax.server.dialect.StreamDialect;
import dev.parallax.server.engine.Delivery;
import dev.parallax.server.engine.Subscriber;
import dev.parallax.wire.CursorMessage.Reason;
import java.util.List;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// What a stream over plain HTTP has still to be told: the publisher puts in and returns, the stream's own thread
/// takes out when it gets to it. Thread-safe.
///
/// - Bounded as a socket's queue is; when it is full, everything in it becomes one [Resync] of all tables.
/// - A delivery may have to wait for others until it is due. What is urgent makes everything before it due.
/// - The end (of the session, of the server) goes before everything that waits.
final class StreamInbox implements Subscriber {
    /// The most memory that a character takes.
    private static final int BYTES_PER_CHARACTER = 2;

    private static final int SMALL_BYTES = 100;

    private final StreamDialect dialect;
    private final ToLongFunction<Delivery> dueNanos;
    private final Metrics metrics;
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition news = lock.newCondition();

    // Guarded by lock.
    private final BoundedQueue<Item> waiting;
    private @Nullable End end;
    private boolean isUrgent;

    /// Something to tell the stream.
    sealed interface Item {}

    /// @param dueNanos by the monotonic clock
    record Changes(Delivery delivery, long dueNanos) implements Item {}

    /// @param tables null for everything
    record Resync(@Nullable List<String> tables) implements Item {}

    /// Nothing follows.
    enum End implements Item {
        SESSION,
        SERVER
    }

    /// @param dueNanos when a delivery that may wait is to be told
    StreamInbox(
            StreamDialect dialect,
            LiveConnections.QueueLimits limits,
            ToLongFunction<Delivery> dueNanos,
            Metrics metrics) {
        this.dialect = dialect;
        this.dueNanos = dueNanos;
        this.metrics = metrics;
        this.waiting = new BoundedQueue<>(limits.messages(), limits.bytes());
    }

    @Override
    public void deliver(Delivery delivery) {
        switch (dialect.concerns(delivery)) {
            case NOTHING -> {}
            case ROWS -> put(new Changes(delivery, dueNanos.applyAsLong(delivery)), bytes(delivery), false);
            case ACCESS -> put(new Changes(delivery, System.nanoTime()), bytes(delivery), true);
        }
    }

    @Override
    public void resync(List<String> tables, Reason reason) {
        put(new Resync(tables), SMALL_BYTES, true);
    }

    @Override
    public void ended() {
        finish(End.SESSION);
    }

    /// The server stops.
    void stop() {
        finish(End.SERVER);
    }

    /// The next item that is due, or null if none is before `untilNanos`.
    @Nullable
    Item take(long untilNanos) throws InterruptedException {
        lock.lock();
        try {
            while (true) {
                long now = System.nanoTime();
                Item item = due(now);
                long left = untilNanos - now;
                if (item != null || left <= 0) {
                    return item;
                }
                Item next = waiting.peek();
                left = news.awaitNanos(next == null ? left : Math.min(left, nanosUntil(next, now)));
            }
        } finally {
            lock.unlock();
        }
    }

    /// The next item that is due now, or null.
    @Nullable
    Item poll() {
        lock.lock();
        try {
            return due(System.nanoTime());
        } finally {
            lock.unlock();
        }
    }

    /// How the stream is to end, or null while it goes on.
    @Nullable
    End end() {
        lock.lock();
        try {
            return end;
        } finally {
            lock.unlock();
        }
    }

    LiveConnection.Standing standing(long sent, long deltas) {
        lock.lock();
        try {
            return new LiveConnection.Standing(waiting.depth(), waiting.bytes(), sent, deltas, waiting.overflows());
        } finally {
            lock.unlock();
        }
    }

    private @Nullable Item due(long now) {
        if (end != null) {
            return end;
        }
        Item item = nanosUntil(waiting.peek(), now) > 0 ? null : waiting.poll();
        isUrgent &= !waiting.isEmpty();
        return item;
    }

    private long nanosUntil(@Nullable Item next, long now) {
        return next instanceof Changes changes && !isUrgent ? changes.dueNanos() - now : 0;
    }

    private void put(Item item, long bytes, boolean urgent) {
        lock.lock();
        try {
            if (end != null) {
                return;
            }
            isUrgent |= urgent;
            if (waiting.offer(item, bytes)) {
                metrics.delivered();
            } else {
                waiting.add(new Resync(null), SMALL_BYTES);
                metrics.overflowed();
            }
            news.signal();
        } finally {
            lock.unlock();
        }
    }

    private void finish(End how) {
        lock.lock();
        try {
            if (end == null) {
                end = how;
                waiting.clear();
                news.signal();
            }
        } finally {
            lock.unlock();
        }
    }

    private static long bytes(Delivery delivery) {
        return SMALL_BYTES + BYTES_PER_CHARACTER * delivery.chars();
    }
}
