package dev.parallax.network;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.Executor;

/// Lets a limited number of tasks be under way at once; the others wait in order. Thread-safe; nobody blocks.
final class Gate {
    private final int limit;
    private final Executor executor;
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int inside;

    Gate(int limit, Executor executor) {
        this.limit = limit;
        this.executor = executor;
    }

    /// Runs `task` when there is room, now or later. Whoever runs it must call [#leave] exactly once when it is
    /// over.
    void enter(Runnable task) {
        synchronized (this) {
            if (inside >= limit) {
                waiting.addLast(task);
                return;
            }
            inside++;
        }
        executor.execute(task);
    }

    void leave() {
        Runnable next;
        synchronized (this) {
            next = waiting.pollFirst();
            if (next == null) {
                inside--;
                return;
            }
        }
        executor.execute(next);
    }
}
