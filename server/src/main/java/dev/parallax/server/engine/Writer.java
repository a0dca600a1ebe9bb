package dev.parallax.server.engine;

import dev.parallax.wire.Problem.Code;
import dev.parallax.wire.ProblemException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/// The one thread that writes. Thread-safe.
///
/// Requests wait in a bounded queue; the thread takes as many as are there, up to a bound, and hands them to the
/// core as
/// one group. While a group is on its way to the disk the next one gathers: the slower the disk, the larger the
/// groups. When the queue is full a request is refused at once. Closing finishes what was accepted.
final class Writer implements AutoCloseable {
    /// More than a second of work at full speed; whoever comes then is better served by an honest refusal.
    static final int QUEUE_LIMIT = 8_192;
    /// Requests that share a transaction. Larger groups hardly gain, and the first of them waits longer.
    static final int GROUP_LIMIT = 256;
    /// How long the thread sleeps at most, so that the clock's ceiling stays ahead of it.
    private static final int IDLE_MILLIS = 500;

    private final BlockingQueue<PendingWrite> queue = new ArrayBlockingQueue<>(QUEUE_LIMIT);
    private final WriteCore core;
    private final Thread thread;
    private final Object door = new Object();
    private boolean closing;

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
            if (!closing && queue.offer(write)) {
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

    private void run() {
        List<PendingWrite> group = new ArrayList<>(GROUP_LIMIT);
        while (!isFinished()) {
            PendingWrite first = await();
            if (first != null) {
                group.add(first);
                queue.drainTo(group, GROUP_LIMIT - 1);
                core.apply(group);
                group.clear();
            }
            core.keepCeiling();
        }
        core.storeLastCeiling();
    }

    private boolean isFinished() {
        synchronized (door) {
            return closing && queue.isEmpty();
        }
    }

    private @Nullable PendingWrite await() {
        try {
            return queue.poll(IDLE_MILLIS, TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            // Only closing ends the writer; nobody else has a reason to interrupt it.
            return null;
        }
    }
}
