package dev.parallax.fleet;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import org.jspecify.annotations.Nullable;

/// The book-keeping of clients that sign in. Thread-safe.
final class Joining implements AddTask {
    private final int total;
    private final Semaphore places;
    private final CompletableFuture<List<FleetClient>> completion = new CompletableFuture<>();
    private final List<FleetClient> joined = new ArrayList<>();
    private int started;
    private int failed;
    private @Nullable Throwable problem;
    private boolean allStarted;
    private boolean cancelled;

    Joining(int total, int atOnce) {
        this.total = total;
        this.places = new Semaphore(atOnce);
    }

    /// Waits for a free place. One call, if true, is followed by one [#joined] or [#failed].
    ///
    /// @return false if cancelled
    boolean mayStart() throws InterruptedException {
        places.acquire();
        synchronized (this) {
            if (!cancelled) {
                started++;
            }
            return !cancelled;
        }
    }

    void joined(FleetClient client) {
        synchronized (this) {
            joined.add(client);
        }
        places.release();
        completeIfOver();
    }

    void failed(@Nullable Throwable why) {
        synchronized (this) {
            failed++;
            problem = why == null ? problem : why;
            if (why instanceof InterruptedException) {
                cancelled = true;
            }
        }
        places.release();
        completeIfOver();
    }

    void allStarted() {
        synchronized (this) {
            allStarted = true;
        }
        completeIfOver();
    }

    @Override
    public int total() {
        return total;
    }

    @Override
    public synchronized int done() {
        return joined.size();
    }

    @Override
    public synchronized int failed() {
        return failed;
    }

    @Override
    public synchronized Optional<Throwable> problem() {
        return Optional.ofNullable(problem);
    }

    @Override
    public void cancel() {
        synchronized (this) {
            cancelled = true;
        }
        places.release();
    }

    @Override
    public CompletableFuture<List<FleetClient>> completion() {
        return completion;
    }

    private void completeIfOver() {
        List<FleetClient> all;
        synchronized (this) {
            if (!allStarted || joined.size() + failed < started) {
                return;
            }
            all = joined.stream()
                    .sorted(Comparator.comparingInt(FleetClient::number))
                    .toList();
        }
        completion.complete(all);
    }
}
