package dev.parallax.server.engine;

/// A subscriber's place among the audiences. Thread-safe.
@FunctionalInterface
public interface Subscription extends AutoCloseable {
    /// Ends it: no call begins after this returns. Does nothing the second time.
    @Override
    void close();
}
