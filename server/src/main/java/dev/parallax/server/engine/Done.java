package dev.parallax.server.engine;

import java.util.concurrent.CompletableFuture;

/// An outcome that waits for its group to be durable and published.
@FunctionalInterface
interface Done {
    void complete();

    static <T> Done with(CompletableFuture<T> future, T value) {
        return () -> future.complete(value);
    }

    static Done failing(CompletableFuture<?> future, RuntimeException failure) {
        return () -> future.completeExceptionally(failure);
    }
}
