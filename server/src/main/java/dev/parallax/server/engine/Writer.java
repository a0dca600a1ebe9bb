package dev.parallax.server.engine;

import dev.parallax.wire.Problem.Code;
import dev.parallax.wire.ProblemException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// The one thread that writes. Thread-safe.
///
/// Requests wait in a bounded queue; the thread takes as many as are there, up to a bound, and hands them to
/// the core as one group. While a group is on its way to the disk the next one gathers: the slower the disk,
/// the larger the groups. When the queue is full a request is refused at once. Closing finishes what was
/// accepted.
final class Writer implements AutoCloseable {
    /// More than a second of work at full speed; whoever comes then is better served by an honest refusal.
    static final int QUEUE_LIMIT = 8_192;
    /// Requests that share a transaction. Larger groups hardly gain, and the first of them waits longer.
    static final int GROUP_LIMIT = 256;
    /// How long the thread sleeps at most, so that the clock's ceiling stays ahead of it.
    private static final int IDLE_MILLIS = 500;

    private final WriteCore core;
    private final Thread thread;
    /// Guards what waits and whether it closes; the thread sleeps on it.
    private final Object door = new Object();

    private final Deque<PendingWrite> waiting = new ArrayDeque<>();
    private boolean closing;
    private final LongAdder groups = new LongAdder();
    private final LongAdder grouped = new LongAdder();

    Writer(WriteCore core) {
        this.core = core;
        this.thread = Thread.ofPlatform().name("parallax-writer").daemon().unstarted(this::run);
    }

    void start() {
        thread.start();
    }

    /// Accepts a write, or fails its future with UNAVAILABLE.
    void submit(PendingWrite write) {
        synchronized (door) {
            if (!closing && waiting.size() < QUEUE_LIMIT) {
                waiting.add(write);
                door.notifyAll();
                return;
            }
        }
        write.outcome()
                .completeExceptionally(new ProblemException(
                        Code.UNAVAILABLE, "more changes are waiting than can be done soon; try again"));
    }

    /// Waits until everything accepted is done.
    @Override
    public void close() {
        synchronized (door) {
            closing = true;
            door.notifyAll();
        }
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /// How many writes wait.
    int waiting() {
        synchronized (door) {
            return waiting.size();
        }
    }

    /// How many groups went to the core.
    long groups() {
        return groups.sum();
    }

    /// How many writes were in them.
    long grouped() {
        return grouped.sum();
    }

    private void run() {
        List<PendingWrite> group = new ArrayList<>(GROUP_LIMIT);
        while (gather(group)) {
            if (!group.isEmpty()) {
                groups.increment();
                grouped.add(group.size());
                core.apply(group);
                group.clear();
            }
            core.keepUp();
        }
        core.storeLastCeiling();
    }

    /// Moves what waits into the group, at most a full one. If nothing does, sleeps once until something comes
    /// or the ceiling may be due.
    ///
    /// @return false when everything is done and nothing more will come
    private boolean gather(List<PendingWrite> group) {
        synchronized (door) {
            if (waiting.isEmpty() && !closing) {
                try {
                    door.wait(IDLE_MILLIS);
                } catch (InterruptedException e) {
                    // Only closing ends the writer; nobody else has a reason to interrupt it.
                    return true;
                }
            }
            while (!waiting.isEmpty() && group.size() < GROUP_LIMIT) {
                group.add(waiting.remove());
            }
            return !(closing && group.isEmpty());
        }
    }
}
