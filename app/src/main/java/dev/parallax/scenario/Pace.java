package dev.parallax.scenario;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/// How fast a scenario is played, and whether at all: a person may pause it, go step by step, and stop
/// it. Thread-safe; every method returns at once.
public final class Pace {
    private final Duration reading;
    private final CompletableFuture<Void> stopped = new CompletableFuture<>();
    private CompletableFuture<Void> turn = new CompletableFuture<>();
    private boolean paused;
    private int stepsDue;

    /// @param reading between two steps, so that a person can read what is said
    public Pace(Duration reading) {
        this.reading = reading;
    }

    /// One step after the other.
    public static Pace quick() {
        return new Pace(Duration.ZERO);
    }

    public synchronized void pause() {
        paused = true;
    }

    public synchronized boolean isPaused() {
        return paused;
    }

    public synchronized void resume() {
        paused = false;
        stepsDue = 0;
        turn.complete(null);
    }

    /// Plays the next step now, and pauses after it. Asked for while a step is being played, it counts for the next.
    public synchronized void step() {
        paused = true;
        stepsDue = turn.complete(null) ? 0 : stepsDue + 1;
    }

    public void stop() {
        stopped.complete(null);
    }

    public boolean isStopped() {
        return stopped.isDone();
    }

    /// Completes when the scenario is stopped.
    CompletableFuture<Void> stopped() {
        return stopped;
    }

    /// Completes when the next step may be played.
    ///
    /// @param toRead whether there is anything to read first
    CompletableFuture<Void> turn(boolean toRead) {
        CompletableFuture<Void> mine;
        boolean waits;
        synchronized (this) {
            turn = new CompletableFuture<>();
            mine = turn;
            waits = paused && stepsDue == 0;
            if (paused && !waits) {
                stepsDue--;
                return CompletableFuture.completedFuture(null);
            }
        }
        if (!waits) {
            if (!toRead || reading.isZero()) {
                return CompletableFuture.completedFuture(null);
            }
            CompletableFuture.delayedExecutor(reading.toMillis(), TimeUnit.MILLISECONDS)
                    .execute(() -> readUp(mine));
        }
        return mine;
    }

    /// The time for reading is over; whoever paused meanwhile goes on by hand.
    private synchronized void readUp(CompletableFuture<Void> mine) {
        if (!paused) {
            mine.complete(null);
        }
    }
}
