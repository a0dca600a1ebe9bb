package dev.parallax.simulation;

import java.util.Comparator;
import java.util.PriorityQueue;

/// The time of a simulation: it stands still while something happens, and jumps to the next thing that is to
/// happen. What is due at the same time happens in the order in which it was asked for. Confined to its simulation.
final class VirtualTime {
    static final long MILLI = 1_000_000L;

    private final PriorityQueue<Task> tasks = new PriorityQueue<>(
            Comparator.comparingLong((Task task) -> task.atNanos).thenComparingLong(task -> task.number));
    private long nowNanos;
    private long lastNumber;

    /// Something that is to happen.
    static final class Task {
        private final long atNanos;
        private final long number;
        private final Runnable what;
        private boolean cancelled;

        private Task(long atNanos, long number, Runnable what) {
            this.atNanos = atNanos;
            this.number = number;
            this.what = what;
        }

        void cancel() {
            cancelled = true;
        }
    }

    /// Nanoseconds since the simulation began.
    long nanos() {
        return nowNanos;
    }

    Task at(long atNanos, Runnable what) {
        Task task = new Task(Math.max(atNanos, nowNanos), ++lastNumber, what);
        tasks.add(task);
        return task;
    }

    Task after(long nanos, Runnable what) {
        return at(nowNanos + nanos, what);
    }

    /// Lets everything happen that is due by then.
    void runUntil(long untilNanos) {
        Task next = tasks.peek();
        while (next != null && next.atNanos <= untilNanos) {
            tasks.remove();
            nowNanos = next.atNanos;
            if (!next.cancelled) {
                next.what.run();
            }
            next = tasks.peek();
        }
        nowNanos = Math.max(nowNanos, untilNanos);
    }
}
