package dev.parallax.oracle;

import dev.parallax.server.Inspection;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Compares every client's rows with the truth, at its own pace on its own thread. Thread-safe.
///
/// It looks at a published snapshot and at the database, never into a client, and takes no lock that anyone
/// else waits for: a client cannot be right only because it is watched.
public final class Oracle implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(Oracle.class);
    /// Often enough to be called live.
    private static final int PAUSE_MILLIS_MIN = 500;
    /// After a round, rest this many times as long as it took: at most a quarter of one processor.
    private static final int REST_FACTOR = 3;
    /// Between two looks while somebody waits for convergence.
    private static final int CONVERGENCE_PAUSE_MILLIS = 50;

    private final Supplier<List<Subject>> subjects;
    private final Inspection inspection;
    private final ScheduledExecutorService thread = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread daemon = new Thread(task, "parallax-oracle");
        daemon.setDaemon(true);
        return daemon;
    });
    private final RecentChanges changes;
    private volatile OracleReport report = OracleReport.NONE;

    /// Starts at once.
    ///
    /// @param subjects all clients as they are now; asked from several threads
    public Oracle(Supplier<List<Subject>> subjects, Inspection inspection) {
        this.subjects = subjects;
        this.inspection = inspection;
        this.changes = new RecentChanges(inspection.version());
        schedule(this::watch, 0);
    }

    /// The newest report; returns at once.
    public OracleReport report() {
        return report;
    }

    /// Compares now, on the calling thread, which waits for the database.
    public OracleReport checkNow() {
        Round round = new Round(subjects.get(), inspection, changes);
        synchronized (this) {
            report = round.report(report.checks() + 1);
            return report;
        }
    }

    /// Looks at all clients now, on the calling thread, which waits for the database.
    public Look look() {
        Round round = new Round(subjects.get(), inspection, changes);
        return new Look(round.unconverged(), round.unpermitted(), changes.upTo());
    }

    /// Completes as soon as every client is live, without waiting edits, and holds exactly the truth, or at the
    /// deadline with those that do not. Meant for a world at rest: while rows keep changing, somebody is always
    /// behind.
    public CompletableFuture<Convergence> convergence(Duration deadline) {
        CompletableFuture<Convergence> outcome = new CompletableFuture<>();
        long end = System.nanoTime() + deadline.toNanos();
        schedule(() -> converge(outcome, end), 0);
        return outcome;
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }

    private void watch() {
        long start = System.nanoTime();
        try {
            checkNow();
        } catch (RuntimeException e) {
            unlessClosed("The oracle could not compare.", e);
        }
        long took = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
        schedule(this::watch, Math.max(PAUSE_MILLIS_MIN, REST_FACTOR * took));
    }

    private void converge(CompletableFuture<Convergence> outcome, long end) {
        List<String> reasons;
        try {
            reasons = new Round(subjects.get(), inspection, changes).unconverged();
        } catch (RuntimeException e) {
            unlessClosed("The oracle could not compare.", e);
            reasons = List.of("The truth could not be read.");
        }
        if (reasons.isEmpty() || System.nanoTime() - end >= 0) {
            outcome.complete(new Convergence(reasons));
        } else {
            schedule(() -> converge(outcome, end), CONVERGENCE_PAUSE_MILLIS);
        }
    }

    private void schedule(Runnable task, long delayMillis) {
        try {
            thread.schedule(task, delayMillis, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException closed) {
            LOG.debug("The oracle is closed.");
        }
    }

    private void unlessClosed(String sentence, RuntimeException e) {
        if (!thread.isShutdown()) {
            LOG.error(sentence, e);
        }
    }
}
