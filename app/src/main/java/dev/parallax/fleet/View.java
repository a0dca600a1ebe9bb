package dev.parallax.fleet;

import dev.parallax.client.ReplicaSnapshot;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// One of the views that are open on a device, such as a tab: all of them read what the device's one client holds,
/// over its one connection, and it goes on syncing when none is open. Thread-safe.
public final class View implements AutoCloseable {
    private final Supplier<ReplicaSnapshot> client;
    private final AtomicInteger open;
    private final AtomicBoolean closed = new AtomicBoolean();

    /// @param open counts the views of the device
    View(Supplier<ReplicaSnapshot> client, AtomicInteger open) {
        this.client = client;
        this.open = open;
        open.incrementAndGet();
    }

    /// What the client holds now.
    ///
    /// @throws IllegalStateException if the view is closed
    public ReplicaSnapshot snapshot() {
        if (closed.get()) {
            throw new IllegalStateException("this view is closed");
        }
        return client.get();
    }

    @Override
    public void close() {
        if (!closed.getAndSet(true)) {
            open.decrementAndGet();
        }
    }
}
