package dev.parallax.server.http;

import dev.parallax.wire.Problem.Code;
import dev.parallax.wire.ProblemException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// Waits for the writer, on the request's own virtual thread.
final class Waiting {
    /// Longer than any commit takes, shorter than callers' patience.
    private static final int SECONDS_LIMIT = 30;

    private Waiting() {}

    /// @throws ProblemException the future's own, or UNAVAILABLE if it takes too long
    static <T extends @Nullable Object> T on(CompletableFuture<T> future) {
        try {
            return future.get(SECONDS_LIMIT, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            throw unwrapped(e);
        } catch (TimeoutException e) {
            throw new ProblemException(
                    Code.UNAVAILABLE,
                    "the server is too busy to answer in time; a retry with the same requestId is safe");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ProblemException(Code.UNAVAILABLE, "the server is stopping");
        }
    }

    private static RuntimeException unwrapped(ExecutionException e) {
        return e.getCause() instanceof RuntimeException cause ? cause : new IllegalStateException(e.getCause());
    }
}
