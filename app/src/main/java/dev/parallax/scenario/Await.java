package dev.parallax.scenario;

import dev.parallax.wire.ProblemException;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Waits for what others do, as long as the scenario is not stopped. Confined to the run's thread.
final class Await {
    private final Pace pace;

    Await(Pace pace) {
        this.pace = pace;
    }

    /// @param what is waited for, for the failure: "the server's answer"
    /// @throws StepFailedException if it failed, or did not come in time
    /// @throws CancellationException if the scenario was stopped
    <T> T on(CompletableFuture<T> future, Duration limit, String what) {
        try {
            CompletableFuture.anyOf(future, pace.stopped()).get(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!future.isDone()) {
                throw new CancellationException("the scenario was stopped");
            }
            return future.join();
        } catch (TimeoutException e) {
            throw new StepFailedException(what + " did not come within " + limit.toMillis() + " ms");
        } catch (ExecutionException | CompletionException e) {
            throw new StepFailedException(sentence(e));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new CancellationException("the scenario was interrupted");
        }
    }

    /// Lets time pass.
    void pass(Duration duration) {
        CompletableFuture<Void> over = new CompletableFuture<>();
        over.completeOnTimeout(null, duration.toMillis(), TimeUnit.MILLISECONDS);
        on(over, duration.plusSeconds(5), "the end of the pause");
    }

    private static String sentence(Exception failure) {
        Throwable cause = failure.getCause() == null ? failure : failure.getCause();
        if (cause instanceof CompletionException && cause.getCause() != null) {
            cause = cause.getCause();
        }
        if (cause instanceof ProblemException problem) {
            return problem.problem().detail();
        }
        String message = cause.getMessage();
        return message == null ? "that did not work" : message;
    }
}
