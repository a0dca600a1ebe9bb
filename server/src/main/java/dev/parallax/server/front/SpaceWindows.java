package dev.parallax.server.front;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;

/// When the changes that gather in a space go out: a window opens with the first change and closes for all streams
/// of the space at once, so that they can share one text. Thread-safe.
final class SpaceWindows {
    /// Past so many spaces those whose window is over are forgotten.
    private static final int SPACES_LIMIT = 1_000;

    private final long windowNanos;
    private final LongSupplier nanos;
    private final Map<Object, Long> closing = new ConcurrentHashMap<>();

    /// @param nanos the monotonic clock
    SpaceWindows(long windowNanos, LongSupplier nanos) {
        this.windowNanos = windowNanos;
        this.nanos = nanos;
    }

    /// When the window that is open in the space closes, by the monotonic clock; it opens if none is.
    long closingNanos(Object space) {
        long now = nanos.getAsLong();
        if (closing.size() > SPACES_LIMIT) {
            closing.values().removeIf(end -> end - now <= 0);
        }
        Long end = closing.compute(space, (key, known) -> known != null && known - now > 0 ? known : now + windowNanos);
        return end == null ? now : end;
    }
}
