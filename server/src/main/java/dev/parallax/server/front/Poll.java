package dev.parallax.server.front;

import org.jspecify.annotations.Nullable;

/// A reply that may wait for something to say. Whoever runs it asks until there is an answer: at once, when the
/// bell that it was opened with rings, and at its deadline; then closes it, whatever happened. Confined to
/// whoever runs it.
public interface Poll extends AutoCloseable {
    /// @param nowNanos by the monotonic clock
    /// @return the answer, or null while there is none
    @Nullable
    Answer next(long nowNanos);

    /// When there is an answer in any case, by the monotonic clock.
    long deadlineNanos();

    @Override
    void close();
}
