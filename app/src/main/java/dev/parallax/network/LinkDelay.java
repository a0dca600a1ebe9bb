package dev.parallax.network;

import java.util.random.RandomGenerator;

/// When the messages of one direction of a link come out at its other end: each late by latency, jitter and its own
/// length, none before the one ahead of it. Pure but for the randomness handed in; confined to its link.
final class LinkDelay {
    private static final double NANOS_PER_MILLI = 1e6;
    private static final double NANOS_PER_SECOND = 1e9;

    private final RandomGenerator random;
    /// Until then the line is busy with the bytes of earlier messages.
    private long busyUntilNanos = Long.MIN_VALUE;
    private long lastNanos = Long.MIN_VALUE;

    LinkDelay(RandomGenerator random) {
        this.random = random;
    }

    /// @param readingPerSecond messages that are taken out at this end, or 0 for any number
    /// @return the moment at which a message that enters now comes out; never before `nowNanos`
    long next(LinkFaults faults, double readingPerSecond, long nowNanos, int bytes) {
        long entered = nowNanos;
        if (faults.bytesPerSecond() > 0) {
            long takes = (long) (bytes * NANOS_PER_SECOND / faults.bytesPerSecond());
            entered = Math.max(nowNanos, busyUntilNanos) + takes;
            busyUntilNanos = entered;
        }
        long jitter =
                faults.jitterMillis() == 0 ? 0 : (long) (random.nextDouble() * faults.jitterMillis() * NANOS_PER_MILLI);
        long out = Math.max(entered + (long) (faults.latencyMillis() * NANOS_PER_MILLI) + jitter, lastNanos);
        if (readingPerSecond > 0 && lastNanos != Long.MIN_VALUE) {
            out = Math.max(out, lastNanos + (long) (NANOS_PER_SECOND / readingPerSecond));
        }
        lastNanos = out;
        return out;
    }
}
