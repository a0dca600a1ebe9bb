package dev.parallax.server.front;

import dev.parallax.server.dialect.StreamDialect;
import dev.parallax.server.engine.Delivery;
import dev.parallax.server.engine.Subscriber;
import dev.parallax.wire.CursorMessage.Reason;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/// What a stream over plain HTTP has still to be told: the publisher puts in, rings and returns; whoever runs the
/// stream
/// takes out when they get to it. Thread-safe.
///
/// - Bounded as a socket's queue is; when it is full, everything in it becomes one [Resync] of all tables.
/// - A delivery may have to wait for others until it is due. What is urgent makes everything before it due.
/// - The end (of the session, of the server) goes before everything that waits.
final class StreamInbox implements Subscriber {
    /// The most memory that a character takes.
    private static final int BYTES_PER_CHARACTER = 2;

    private static final int SMALL_BYTES = 100;

    private final StreamDialect dialect;
    private final @Nullable ToLongFunction<Delivery> dueNanos;
    private final Counts counts;
    private final Runnable bell;
    private final ReentrantLock lock = new ReentrantLock();

    // Guarded by lock.
    private final BoundedQueue<Item> waiting;
    private @Nullable End end;
    private boolean isUrgent;

    /// Something to tell the stream.
    sealed interface Item {}

    /// @param dueNanos by the monotonic clock; null for at once
    record Changes(Delivery delivery, @Nullable Long dueNanos) implements Item {}

    /// @param tables null for everything
    record Resync(@Nullable List<String> tables) implements Item {}

    /// Nothing follows.
    enum End implements Item {
        SESSION,
        SERVER
    }

    /// @param dueNanos when a delivery that may wait is to be told, by the monotonic clock; null if none waits
    /// @param bell rings when something was put in
    StreamInbox(
            StreamDialect dialect,
            LiveConnections.QueueLimits limits,
            @Nullable ToLongFunction<Delivery> dueNanos,
            Counts counts,
            Runnable bell) {
        this.dialect = dialect;
        this.dueNanos = dueNanos;
        this.counts = counts;
        this.bell = bell;
        this.waiting = new BoundedQueue<>(limits.messages(), limits.bytes());
    }

    @Override
    public void deliver(Delivery delivery) {
        switch (dialect.concerns(delivery)) {
            case NOTHING -> {}
            case ROWS -> {
                Long due = dueNanos == null ? null : (Long) dueNanos.applyAsLong(delivery);
                put(new Changes(delivery, due), bytes(delivery), false);
            }
            case ACCESS -> put(new Changes(delivery, null), bytes(delivery), true);
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

    /// The next item that is due, or null.
    @Nullable
    Item poll(long nowNanos) {
        lock.lock();
        try {
            if (end != null) {
                return end;
            }
            Item item = nanosUntil(waiting.peek(), nowNanos) > 0 ? null : waiting.poll();
            isUrgent &= !waiting.isEmpty();
            return item;
        } finally {
            lock.unlock();
        }
    }

    /// When the next item is due, if that is before `untilNanos`, which is in the future.
    long nextDueNanos(long untilNanos, long nowNanos) {
        lock.lock();
        try {
            Item next = end == null ? waiting.peek() : end;
            long left = untilNanos - nowNanos;
            return nowNanos + (next == null ? left : Math.min(left, nanosUntil(next, nowNanos)));
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

    private long nanosUntil(@Nullable Item next, long nowNanos) {
        Long due = next instanceof Changes changes && !isUrgent ? changes.dueNanos() : null;
        return due == null ? 0 : Math.max(0, due - nowNanos);
    }

    private void put(Item item, long bytes, boolean urgent) {
        lock.lock();
        try {
            if (end != null) {
                return;
            }
            isUrgent |= urgent;
            if (waiting.offer(item, bytes)) {
                counts.delivered();
            } else {
                waiting.add(new Resync(null), SMALL_BYTES);
                counts.overflowed();
            }
        } finally {
            lock.unlock();
        }
        bell.run();
    }

    private void finish(End how) {
        lock.lock();
        try {
            if (end == null) {
                end = how;
                waiting.clear();
            }
        } finally {
            lock.unlock();
        }
        bell.run();
    }

    private static long bytes(Delivery delivery) {
        return SMALL_BYTES + BYTES_PER_CHARACTER * delivery.chars();
    }
}
