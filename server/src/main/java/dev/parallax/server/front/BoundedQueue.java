package dev.parallax.server.front;

import java.util.ArrayDeque;
import java.util.Deque;
import org.jspecify.annotations.Nullable;

/// What waits for one connection, in order, bounded in number and memory. What does not fit takes everything with
/// it: its owner then says, or does, whatever brings the client up to date. Confined to its owner's lock.
final class BoundedQueue<T> {
    private final int messagesLimit;
    private final long bytesLimit;
    private final Deque<Waiting<T>> waiting = new ArrayDeque<>();
    private long bytes;
    private long overflows;

    private record Waiting<T>(T item, long bytes) {}

    BoundedQueue(int messagesLimit, long bytesLimit) {
        this.messagesLimit = messagesLimit;
        this.bytesLimit = bytesLimit;
    }

    /// @param size of the item in memory, in bytes
    /// @return false if it did not fit: then nothing waits any more
    boolean offer(T item, long size) {
        if (waiting.size() >= messagesLimit || bytes + size > bytesLimit) {
            overflow();
            return false;
        }
        add(item, size);
        return true;
    }

    /// Adds what must wait whatever the limits.
    void add(T item, long size) {
        waiting.add(new Waiting<>(item, size));
        bytes += size;
    }

    @Nullable
    T peek() {
        Waiting<T> next = waiting.peek();
        return next == null ? null : next.item();
    }

    @Nullable
    T poll() {
        Waiting<T> next = waiting.poll();
        if (next == null) {
            return null;
        }
        bytes -= next.bytes();
        return next.item();
    }

    /// Drops everything, and counts that.
    void overflow() {
        overflows++;
        clear();
    }

    void clear() {
        waiting.clear();
        bytes = 0;
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int depth() {
        return waiting.size();
    }

    /// Memory that they take, at most.
    long bytes() {
        return bytes;
    }

    /// How often everything was dropped.
    long overflows() {
        return overflows;
    }
}
