package dev.parallax.server.http;

import java.util.concurrent.locks.LockSupport;

/// Wakes the thread that made it. Any thread may ring; one that rings never waits. Rings before and during a wait
/// are as good as one.
final class Bell implements Runnable {
    private final Thread listener = Thread.currentThread();
    private volatile boolean rung;

    @Override
    public void run() {
        if (!rung) {
            rung = true;
            LockSupport.unpark(listener);
        }
    }

    /// Waits until it was rung since the last wait, or until this time by the monotonic clock. Its own thread only.
    ///
    /// @throws InterruptedException if the thread is to stop
    void await(long untilNanos) throws InterruptedException {
        long left = untilNanos - System.nanoTime();
        while (!rung && left > 0) {
            if (Thread.interrupted()) {
                throw new InterruptedException("a stream was interrupted");
            }
            LockSupport.parkNanos(this, left);
            left = untilNanos - System.nanoTime();
        }
        rung = false;
    }
}
