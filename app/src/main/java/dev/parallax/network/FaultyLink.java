package dev.parallax.network;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.random.RandomGenerator;

/// One direction of a client's way to the server, with its faults. Thread-safe.
///
/// Without faults a message passes on the caller's thread. With faults messages wait in order, and one timer hands
/// out what is due; a change of the faults holds for messages that enter later, and what waits keeps its order.
/// What enters a half-open link vanishes.
final class FaultyLink {
    /// Messages that a slow line holds before it takes no more in.
    private static final int UNDER_WAY_LIMIT = 1_000;

    private final ScheduledExecutorService timers;
    private final LongSupplier nanos;
    private final LinkDelay delay;
    private final Deque<Waiting> waiting = new ArrayDeque<>();
    private LinkFaults faults = LinkFaults.NONE;
    private boolean handingOut;

    private record Waiting(long atNanos, Runnable message) {}

    FaultyLink(ScheduledExecutorService timers, LongSupplier nanos, RandomGenerator random) {
        this.timers = timers;
        this.nanos = nanos;
        this.delay = new LinkDelay(random);
    }

    synchronized void set(LinkFaults next) {
        faults = next;
    }

    /// Lets a message through, now or later.
    ///
    /// @param isStreamed whether a slow reader reads it slowly
    /// @param message hands the message on; must return at once
    /// @return whether it is on its way and the next may enter; else the next waits until this one was handled
    boolean pass(int bytes, boolean isStreamed, Runnable message) {
        synchronized (this) {
            if (faults.halfOpen()) {
                return false;
            }
            if (!faults.isNone() || !waiting.isEmpty() || handingOut) {
                double reading = isStreamed ? faults.messagesPerSecond() : 0;
                long now = nanos.getAsLong();
                waiting.addLast(new Waiting(delay.next(faults, reading, now, bytes), message));
                if (waiting.size() == 1 && !handingOut) {
                    schedule(now);
                }
                return reading == 0 && waiting.size() < UNDER_WAY_LIMIT;
            }
        }
        message.run();
        return false;
    }

    private void handOut() {
        while (true) {
            Runnable due;
            synchronized (this) {
                Waiting first = waiting.peekFirst();
                long now = nanos.getAsLong();
                if (first == null || first.atNanos() - now > 0) {
                    handingOut = false;
                    if (first != null) {
                        schedule(now);
                    }
                    return;
                }
                handingOut = true;
                waiting.removeFirst();
                due = first.message();
            }
            due.run();
        }
    }

    private void schedule(long now) {
        long wait = Math.max(0, waiting.getFirst().atNanos() - now);
        try {
            timers.schedule(this::handOut, wait, TimeUnit.NANOSECONDS);
        } catch (RejectedExecutionException closing) {
            // The whole network goes down: nothing arrives any more.
            waiting.clear();
        }
    }
}
