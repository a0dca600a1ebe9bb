package dev.parallax.client;

import java.util.random.RandomGenerator;

/// How long to wait before trying again: exponential with full jitter, so that clients that failed together do
/// not come back together. Retries never end; the waits grow to a limit. Confined to its client. Source: AWS
/// Architecture Blog, "Exponential Backoff and Jitter".
final class Backoff {
    /// Past this exponent every sensible limit is reached; keeps the shift in range.
    private static final int EXPONENT_LIMIT = 20;

    private final RandomGenerator random;
    private final long firstMillis;
    private final long millisMax;
    private int attempts;

    Backoff(RandomGenerator random, ClientConfig config) {
        this.random = random;
        this.firstMillis = config.backoffFirstMillis();
        this.millisMax = config.backoffMillisMax();
    }

    long nextMillis() {
        long ceiling = Math.min(millisMax, firstMillis << Math.min(attempts, EXPONENT_LIMIT));
        attempts++;
        return random.nextLong(ceiling + 1);
    }

    void reset() {
        attempts = 0;
    }
}
