package dev.parallax.server.engine;

import dev.parallax.wire.Problem.Code;
import dev.parallax.wire.ProblemException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;

/// What waits to be written, and the steps that write it. Thread-safe, but [#step] and [#finish] are for one
/// thread at a time: a [WriterThread], or whoever drives the engine.
///
/// Requests wait in a bounded queue; a step takes as many as are there, up to a bound, and hands them to the core as
/// one group. While a group is on its way to the disk the next one gathers: the slower the disk, the larger the
/// groups. When the queue is full a request is refused at once. Closing finishes what was accepted.
final class Writer {
    /// More than a second of work at full speed; whoever comes then is better served by an honest refusal.
    static final int QUEUE_LIMIT = 8_192;
    /// Requests that share a transaction. Larger groups hardly gain, and the first of them waits longer.
    static final int GROUP_LIMIT = 256;

    private final WriteCore core;
    /// Guards what waits and whether it closes; a thread that has nothing to do sleeps on it.
    private final Object door = new Object();

    private final Deque<PendingWrite> waiting = new ArrayDeque<>();
    private boolean closing;
    private final LongAdder groups = new LongAdder();
    private final LongAdder grouped = new LongAdder();

    Writer(WriteCore core) {
        this.core = core;
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

    /// Writes what waits, at most one full group, and does what is due besides.
    ///
    /// @return false when everything is done and nothing more will come
    boolean step() {
        List<PendingWrite> group = new ArrayList<>();
        synchronized (door) {
            while (!waiting.isEmpty() && group.size() < GROUP_LIMIT) {
                group.add(waiting.remove());
            }
            if (closing && group.isEmpty()) {
                return false;
            }
        }
        if (!group.isEmpty()) {
            groups.increment();
            grouped.add(group.size());
            core.apply(group);
        }
        core.keepUp();
        return true;
    }

    /// Waits until something is to be written, or so long.
    ///
    /// @throws InterruptedException if it was woken for another reason
    void await(int millis) throws InterruptedException {
        synchronized (door) {
            if (waiting.isEmpty() && !closing) {
                door.wait(millis);
            }
        }
    }

    /// Accepts nothing more.
    void shut() {
        synchronized (door) {
            closing = true;
            door.notifyAll();
        }
    }

    /// The last thing, once nothing is left to do.
    void finish() {
        core.storeLastCeiling();
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
}
