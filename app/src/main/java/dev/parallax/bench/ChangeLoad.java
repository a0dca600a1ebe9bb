package dev.parallax.bench;

import dev.parallax.ui.world.World;
import dev.parallax.wire.Json;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import tools.jackson.databind.node.ObjectNode;

/// Changes random posts at a steady pace by the operator's hand, so that no client's own pace limits it: titles, and
/// now and then whether they are published. What the server cannot take in time is left out. Thread-safe.
final class ChangeLoad implements AutoCloseable {
    private static final int TICK_MILLIS = 5;
    private static final int OUTSTANDING_LIMIT = 500;
    private static final int PUBLISH_ONE_IN = 5;

    private final World world;
    private final int posts;
    private final double perTick;
    private final Random random;
    private final Semaphore room = new Semaphore(OUTSTANDING_LIMIT);
    private final LongAdder done = new LongAdder();
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("bench-load").factory());
    private double due;

    /// Begins at once.
    ///
    /// @param posts with the ids from 1 to this
    ChangeLoad(World world, int posts, double perSecond, long seed) {
        this.world = world;
        this.posts = posts;
        this.perTick = perSecond * TICK_MILLIS / 1_000;
        this.random = new Random(seed);
        var ignored = timer.scheduleAtFixedRate(this::tick, TICK_MILLIS, TICK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /// Changes that were committed so far.
    long done() {
        return done.sum();
    }

    private void tick() {
        for (due += perTick; due >= 1; due--) {
            if (room.tryAcquire()) {
                world.operate("updatePost", change()).whenComplete((answer, failure) -> {
                    room.release();
                    if (failure == null) {
                        done.increment();
                    }
                });
            }
        }
    }

    private ObjectNode change() {
        ObjectNode change = Json.object().put("id", 1 + random.nextInt(posts));
        return random.nextInt(PUBLISH_ONE_IN) == 0
                ? change.put("published", random.nextBoolean())
                : change.put("title", "Draft number " + random.nextInt(1_000));
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }
}
