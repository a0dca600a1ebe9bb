package dev.parallax.fleet;

import dev.parallax.client.WriteResult;
import dev.parallax.fleet.TrafficPlan.Act;
import dev.parallax.server.Inspection;
import dev.parallax.wire.Json;
import dev.parallax.wire.ProblemException;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Writes at a steady rate whatever the answers take (an open loop: how many are due follows from the clock
/// alone, so the rate does not drift). Thread-safe.
///
/// One timer thread decides and sends, a few milliseconds' worth at a time. When too many writes are
/// unanswered, what is due is skipped and counted rather than queued: a server that cannot keep up is shown,
/// not buried.
final class SteadyTraffic implements Traffic {
    private static final Logger LOG = LoggerFactory.getLogger(SteadyTraffic.class);
    /// Short enough to look steady, long enough to be cheap.
    private static final int TICK_MILLIS = 5;
    /// Unanswered writes of the whole fleet.
    private static final int OUTSTANDING_LIMIT = 256;
    /// After a pause of the process, at most this much is made up for.
    private static final double ARREARS_SECONDS_LIMIT = 0.25;

    private static final double RATE_DEFAULT = 5;

    private final Supplier<List<FleetClient>> clients;
    private final Inspection inspection;
    private final LongSupplier nanos;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "parallax-traffic");
        thread.setDaemon(true);
        return thread;
    });

    private final AtomicLong attempted = new AtomicLong();
    private final AtomicLong accepted = new AtomicLong();
    private final AtomicLong denied = new AtomicLong();
    private final AtomicLong failed = new AtomicLong();
    private final AtomicLong skipped = new AtomicLong();
    private final AtomicLong drift = new AtomicLong();
    private final AtomicInteger outstanding = new AtomicInteger();
    private volatile Sequence sequence;
    private volatile TrafficActors actors = TrafficActors.EVERYONE;
    private volatile double rate = RATE_DEFAULT;
    private volatile TrafficMix mix = TrafficMix.DEFAULT;
    private volatile boolean running;

    /// What a seed leads to; only the timer thread asks for more of it.
    private record Sequence(long seed, TrafficPlan plan) {
        static Sequence of(long seed) {
            return new Sequence(seed, new TrafficPlan(new Random(seed)));
        }
    }

    // Confined to the timer thread.
    private long lastNanos;
    private double due;

    SteadyTraffic(Supplier<List<FleetClient>> clients, Inspection inspection, long seed, LongSupplier nanos) {
        this.clients = clients;
        this.inspection = inspection;
        this.nanos = nanos;
        this.sequence = Sequence.of(seed);
        timer.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    @Override
    public void start() {
        running = true;
    }

    @Override
    public void stop() {
        running = false;
    }

    @Override
    public boolean isRunning() {
        return running;
    }

    @Override
    public void setRate(double perSecond) {
        rate = Math.clamp(perSecond, RATE_MIN, RATE_MAX);
    }

    @Override
    public double rate() {
        return rate;
    }

    @Override
    public void setMix(TrafficMix weights) {
        mix = weights;
    }

    @Override
    public TrafficMix mix() {
        return mix;
    }

    @Override
    public void setActors(TrafficActors next) {
        actors = next;
    }

    @Override
    public TrafficActors actors() {
        return actors;
    }

    @Override
    public void setSeed(long seed) {
        sequence = Sequence.of(seed);
    }

    @Override
    public long seed() {
        return sequence.seed();
    }

    @Override
    public TrafficCounts counts() {
        return new TrafficCounts(
                attempted.get(), accepted.get(), denied.get(), failed.get(), skipped.get(), outstanding.get());
    }

    void close() {
        running = false;
        timer.shutdownNow();
    }

    private void tick() {
        long now = nanos.getAsLong();
        double seconds = Math.min((now - lastNanos) / 1e9, ARREARS_SECONDS_LIMIT);
        lastNanos = now;
        if (!running) {
            due = 0;
            return;
        }
        due += seconds * rate;
        try {
            List<FleetClient> acting = due >= 1 ? actors.among(clients.get()) : List.of();
            for (; due >= 1; due--) {
                actOnce(acting);
            }
        } catch (RuntimeException e) {
            LOG.error("Traffic could not act.", e);
        }
    }

    private void actOnce(List<FleetClient> acting) {
        Act act = outstanding.get() < OUTSTANDING_LIMIT ? sequence.plan().next(acting, mix, drift.get()) : null;
        if (act == null) {
            skipped.incrementAndGet();
            return;
        }
        attempted.incrementAndGet();
        outstanding.incrementAndGet();
        perform(act).whenComplete((done, failure) -> {
            outstanding.decrementAndGet();
            if (failure != null) {
                (isRefusal(failure) ? denied : failed).incrementAndGet();
            } else if (done) {
                accepted.incrementAndGet();
                drift.addAndGet(act instanceof Act.Create ? 1 : act instanceof Act.Delete ? -1 : 0);
            } else {
                denied.incrementAndGet();
            }
        });
    }

    /// @return whether the server did it
    private CompletableFuture<Boolean> perform(Act act) {
        return switch (act) {
            case Act.Create create ->
                create.by().create("Post", create.fields()).thenApply(WriteResult::accepted);
            case Act.Update update ->
                update.by().update("Post", update.id(), update.fields()).thenApply(WriteResult::accepted);
            case Act.Delete delete -> delete.by().delete("Post", delete.id()).thenApply(WriteResult::accepted);
            case Act.Move move ->
                inspection
                        .operate(
                                "updatePost", Json.object().put("id", move.id()).put("authorUserId", move.toUser()))
                        .thenApply(answer -> true);
        };
    }

    private static boolean isRefusal(@Nullable Throwable failure) {
        return failure instanceof ProblemException
                || (failure instanceof CompletionException && failure.getCause() instanceof ProblemException);
    }
}
