package dev.parallax.ui.world;

import java.util.concurrent.CompletableFuture;

/// What can be done from here to a client from outside: only what the server can. Thread-safe.
public interface Reach {
    /// Whether it has a connection that the server can break; one that polls has none.
    boolean canCut();

    /// Breaks its connections at the server.
    void cut();

    /// Whether its session was opened here, so that its secret is known.
    boolean canEnd();

    /// Ends its session.
    ///
    /// @return fails with a sentence if that cannot be done from here
    CompletableFuture<Void> end();
}
