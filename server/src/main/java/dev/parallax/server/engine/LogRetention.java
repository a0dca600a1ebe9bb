package dev.parallax.server.engine;

import java.time.Duration;

/// How much of the change log is kept. Immutable.
///
/// @param age entries older than this go; clients whose cursor is older start anew
/// @param bytesLimit past it the oldest entries go earlier, except for those that a known client still needs
public record LogRetention(Duration age, long bytesLimit) {
    private static final long MIB = 1L << 20;
    private static final int DAYS_DEFAULT = 30;

    /// Thirty days, whatever they take.
    public static final LogRetention DEFAULT = new LogRetention(Duration.ofDays(DAYS_DEFAULT), Long.MAX_VALUE);

    public LogRetention {
        if (age.isNegative() || age.isZero()) {
            throw new IllegalArgumentException("the log is kept for longer than no time");
        }
        if (bytesLimit < MIB) {
            throw new IllegalArgumentException("the log's limit is at least 1 MiB");
        }
    }
}
