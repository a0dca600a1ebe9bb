package dev.parallax.simulation;

import java.time.Instant;
import java.time.InstantSource;

/// The server's wall clock: virtual time, off by what it jumped. A crash is set by the number of looks at it, and so
/// comes wherever the server happens to be: before a commit, after it, or in between two pages. Confined to its
/// simulation.
final class ServerClock implements InstantSource {
    private static final Instant START = Instant.parse("2026-01-01T00:00:00Z");

    private final VirtualTime time;
    private long jumpedNanos;
    private int looksUntilCrash = Integer.MAX_VALUE;

    ServerClock(VirtualTime time) {
        this.time = time;
    }

    void jump(long nanos) {
        jumpedNanos += nanos;
    }

    /// The server dies with the look of this number from now; 0 for the next.
    void crashAfter(int looks) {
        looksUntilCrash = looks;
    }

    void crashNever() {
        looksUntilCrash = Integer.MAX_VALUE;
    }

    @Override
    public Instant instant() {
        if (looksUntilCrash != Integer.MAX_VALUE && looksUntilCrash-- == 0) {
            crashNever();
            throw new SimulatedCrash();
        }
        return START.plusNanos(time.nanos() + jumpedNanos);
    }
}
