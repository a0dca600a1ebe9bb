package dev.parallax.fleet;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Clients being added. Thread-safe.
public interface AddTask {
    int total();

    /// How many are signed in and part of the fleet.
    int done();

    /// How many could not sign in.
    int failed();

    /// Why the last of them could not; empty if nobody knows.
    Optional<Throwable> problem();

    /// Stops adding; clients already there stay.
    void cancel();

    /// Completes when all were added, failed or were cancelled, with those that were added, in number order.
    CompletableFuture<List<FleetClient>> completion();
}
