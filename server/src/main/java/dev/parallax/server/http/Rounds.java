package dev.parallax.server.http;

import dev.parallax.server.front.LiveConnection;
import dev.parallax.server.front.LiveConnections;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// The one *timer* thread of all live connections: their heartbeat, and the look for silent ones. Thread-safe.
final class Rounds implements AutoCloseable {
    /// How long clients may take to say goodbye when the server stops.
    private static final int GOODBYE_MILLIS = 1_500;

    private static final Logger LOG = LoggerFactory.getLogger(Rounds.class);

    private final LiveConnections connections;
    private final ScheduledExecutorService timer;

    Rounds(LiveConnections connections, LiveConnections.Pace pace) {
        this.connections = connections;
        this.timer = Executors.newSingleThreadScheduledExecutor(
                Thread.ofPlatform().daemon().name("parallax-heartbeat").factory());
        schedule(connections::beat, pace.heartbeatMillis());
        schedule(connections::sweep, pace.sweepMillis());
    }

    /// Says goodbye to everyone, in bounded time.
    @Override
    public void close() {
        timer.shutdownNow();
        CountDownLatch empty = new CountDownLatch(1);
        connections.stop(empty::countDown);
        try {
            if (!empty.await(GOODBYE_MILLIS, TimeUnit.MILLISECONDS)) {
                LOG.debug("{} clients did not say goodbye", connections.count());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        connections.inOrder().forEach(LiveConnection::cut);
    }

    /// A failure in one round is told and does not end the rounds.
    private void schedule(Runnable round, int everyMillis) {
        Runnable guarded = () -> {
            try {
                round.run();
            } catch (RuntimeException e) {
                LOG.error("a round of the heartbeat failed", e);
            }
        };
        timer.scheduleAtFixedRate(guarded, everyMillis, everyMillis, TimeUnit.MILLISECONDS);
    }
}
