package dev.parallax.network;

/// What is wrong with one client's way to the server. Immutable.
///
/// @param latencyMillis by which every message is late, in each direction
/// @param jitterMillis at most so much later still, at random; messages keep their order
/// @param bytesPerSecond that pass in each direction, or 0 for no limit
/// @param messagesPerSecond that the client reads from its live stream, or 0 for no limit: a slow reader
/// @param halfOpen whether everything vanishes without a word, in both directions
public record LinkFaults(
        int latencyMillis, int jitterMillis, long bytesPerSecond, double messagesPerSecond, boolean halfOpen) {
    /// Later than this nobody would call it latency any more.
    public static final int LATENCY_MILLIS_LIMIT = 60_000;

    public static final LinkFaults NONE = new LinkFaults(0, 0, 0, 0, false);

    /// @throws IllegalArgumentException if a figure is negative or no number, or latency and jitter are too large
    public LinkFaults {
        require(latencyMillis >= 0 && latencyMillis <= LATENCY_MILLIS_LIMIT, "latency");
        require(jitterMillis >= 0 && jitterMillis <= LATENCY_MILLIS_LIMIT, "jitter");
        require(bytesPerSecond >= 0, "bandwidth");
        require(messagesPerSecond >= 0 && Double.isFinite(messagesPerSecond), "reading speed");
    }

    public boolean isNone() {
        return equals(NONE);
    }

    public LinkFaults withLatency(int millis) {
        return new LinkFaults(millis, jitterMillis, bytesPerSecond, messagesPerSecond, halfOpen);
    }

    public LinkFaults withJitter(int millis) {
        return new LinkFaults(latencyMillis, millis, bytesPerSecond, messagesPerSecond, halfOpen);
    }

    public LinkFaults withBandwidth(long value) {
        return new LinkFaults(latencyMillis, jitterMillis, value, messagesPerSecond, halfOpen);
    }

    public LinkFaults withReading(double value) {
        return new LinkFaults(latencyMillis, jitterMillis, bytesPerSecond, value, halfOpen);
    }

    public LinkFaults withHalfOpen(boolean value) {
        return new LinkFaults(latencyMillis, jitterMillis, bytesPerSecond, messagesPerSecond, value);
    }

    private static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("the link's " + what + " is out of range");
        }
    }
}
