package dev.parallax.simulation;

import java.util.random.RandomGenerator;

/// One client's way to the server and back: how long things take, and when nothing passes. Each [Lane] keeps its
/// order; two lanes overtake each other as connections do. Confined to its simulation.
final class Wire {
    private static final int DELAY_MILLIS_MAX = 20;
    /// One in so many things is late.
    private static final int LATE_EACH = 40;
    private static final int LATE_MILLIS_MAX = 3_000;

    private final VirtualTime time;
    private final RandomGenerator random;
    private long silentUntilNanos;
    private boolean isCalm;

    Wire(VirtualTime time, RandomGenerator random) {
        this.time = time;
        this.random = random;
    }

    /// Nothing passes either way for so long; then everything does.
    void silence(long nanos) {
        silentUntilNanos = time.nanos() + nanos;
    }

    /// From now on nothing is late or silent.
    void calm() {
        isCalm = true;
        silentUntilNanos = 0;
    }

    Lane lane() {
        return new Lane();
    }

    private long delayNanos() {
        int millis = !isCalm && random.nextInt(LATE_EACH) == 0 ? LATE_MILLIS_MAX : DELAY_MILLIS_MAX;
        return 1 + random.nextLong(millis * VirtualTime.MILLI);
    }

    /// One direction of one connection.
    final class Lane {
        private long lastNanos;

        void send(Runnable arrival) {
            lastNanos = Math.max(Math.max(lastNanos, time.nanos() + delayNanos()), silentUntilNanos);
            time.at(lastNanos, arrival);
        }
    }
}
