package dev.parallax.bundle;

import java.util.concurrent.CancellationException;
import java.util.concurrent.atomic.AtomicLong;

/// Something that takes a while: how far it is, and whether anybody still wants it. Thread-safe.
public final class Job {
    private final String what;
    private final AtomicLong total = new AtomicLong();
    private final AtomicLong done = new AtomicLong();
    private volatile boolean cancelled;

    /// @param what a phrase for a person: `Recording`
    public Job(String what) {
        this.what = what;
    }

    public String what() {
        return what;
    }

    /// How many steps there are in all; 0 while nobody knows.
    public long total() {
        return total.get();
    }

    public long done() {
        return done.get();
    }

    /// The worker is to stop at its next step.
    public void cancel() {
        cancelled = true;
    }

    /// So many more steps are ahead.
    public void expect(long steps) {
        total.addAndGet(steps);
    }

    /// One step is done.
    ///
    /// @throws CancellationException once it is cancelled
    public void step() {
        done.incrementAndGet();
        check();
    }

    /// @throws CancellationException once it is cancelled
    public void check() {
        if (cancelled || Thread.currentThread().isInterrupted()) {
            throw new CancellationException(what);
        }
    }
}
