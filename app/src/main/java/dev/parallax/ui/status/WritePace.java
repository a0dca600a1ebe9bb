package dev.parallax.ui.status;

import java.util.ArrayDeque;
import java.util.Deque;

/// Writes per second over the last seconds, from a counter that only grows. Not thread-safe.
final class WritePace {
    /// Long enough for a calm figure, short enough to follow the slider.
    private static final long WINDOW_NANOS = 3_000_000_000L;

    private final Deque<Sample> samples = new ArrayDeque<>();

    private record Sample(long nanos, long count) {}

    void observe(long nanos, long count) {
        samples.addLast(new Sample(nanos, count));
        while (samples.size() > 2 && nanos - samples.getFirst().nanos() > WINDOW_NANOS) {
            samples.removeFirst();
        }
    }

    double perSecond() {
        if (samples.size() < 2) {
            return 0;
        }
        Sample first = samples.getFirst();
        Sample last = samples.getLast();
        long nanos = last.nanos() - first.nanos();
        return nanos <= 0 ? 0 : (last.count() - first.count()) * 1e9 / nanos;
    }
}
