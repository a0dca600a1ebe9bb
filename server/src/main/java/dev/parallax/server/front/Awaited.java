package dev.parallax.server.front;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A reply that follows from something that is to be written first. Immutable but for the future.
///
/// @param outcome completes on the writer's thread
/// @param then what follows, on the thread that waited
public record Awaited<T extends @Nullable Object>(CompletableFuture<T> outcome, Function<T, Reply> then)
        implements Reply {
    /// What follows, once the outcome is there.
    ///
    /// @throws RuntimeException what the outcome failed with
    public Reply goOn() {
        try {
            return then.apply(outcome.join());
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
        }
    }
}
