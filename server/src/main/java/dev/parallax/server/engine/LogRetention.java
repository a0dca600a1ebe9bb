package dev.parallax.server.engine;

import java.time.Duration;

/// How much of the change log is kept, and so for how long a client may be away and go on where it was. Immutable.
///
/// @param age what is younger is kept for the clients that were heard of in this time; from a second to 100 years
/// @param entries of the log at most, as far as no known client needs more of it; at least 1
public record LogRetention(Duration age, long entries) {
    private static final Duration AGE_LIMIT = Duration.ofDays(36_500);
    public static final LogRetention DEFAULT = new LogRetention(Duration.ofDays(30), Long.MAX_VALUE);

    public LogRetention {
        if (age.compareTo(Duration.ofSeconds(1)) < 0 || age.compareTo(AGE_LIMIT) > 0) {
            throw new IllegalArgumentException("the log is kept for a second to 36500 days, but it is " + age);
        }
        if (entries < 1) {
            throw new IllegalArgumentException("the log keeps at least one entry, but the limit is " + entries);
        }
    }

    /// The version before which nothing need be kept for its age.
    ///
    /// @param now the clock's version
    long horizon(long now) {
        return now - micros();
    }

    long micros() {
        return age.toMillis() * 1_000;
    }
}
