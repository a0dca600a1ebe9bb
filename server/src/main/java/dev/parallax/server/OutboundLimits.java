package dev.parallax.server;

/// How much may wait for one connection before it is told to resynchronise instead. Immutable.
///
/// @param messages at least 1
/// @param bytes at least 1
public record OutboundLimits(int messages, long bytes) {
    /// What PROTOCOL promises: a slow client costs at most this much memory.
    public static final OutboundLimits DEFAULT = new OutboundLimits(1_000, 4L << 20);

    public OutboundLimits {
        if (messages < 1 || bytes < 1) {
            throw new IllegalArgumentException("outbound limits are at least 1");
        }
    }
}
