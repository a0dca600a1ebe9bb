package dev.parallax.server.http;

import dev.parallax.server.front.Answer;
import dev.parallax.server.front.Poll;
import dev.parallax.server.front.PollReply;
import dev.parallax.server.front.Reply;
import dev.parallax.wire.Problem.Code;
import dev.parallax.wire.ProblemException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Waits for the writer, on the request's own virtual thread.
final class Waiting {
    /// Longer than any commit takes, shorter than callers' patience.
    private static final int SECONDS_LIMIT = 30;

    private Waiting() {}

    /// Returns once the future is done, well or badly.
    ///
    /// @throws ProblemException UNAVAILABLE if it takes too long
    static void until(CompletableFuture<?> future) {
        try {
            future.get(SECONDS_LIMIT, TimeUnit.SECONDS);
        } catch (ExecutionException e) {
            // Whoever asks for the outcome hears of it.
            return;
        } catch (TimeoutException e) {
            throw new ProblemException(
                    Code.UNAVAILABLE,
                    "the server is too busy to answer in time; a retry with the same requestId is safe");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw stopping();
        }
    }

    /// What a future gives, in time.
    ///
    /// @throws ProblemException the future's own, or UNAVAILABLE if it takes too long
    static <T> T on(CompletableFuture<T> future) {
        until(future);
        try {
            return future.join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException cause ? cause : e;
        }
    }

    /// Asks a poll until it answers, and closes it.
    ///
    /// @throws ProblemException the poll's own, or UNAVAILABLE if the server is stopping
    static Reply on(PollReply reply) {
        Bell bell = new Bell();
        try (Poll poll = reply.opening().apply(bell)) {
            Answer answer = poll.next(System.nanoTime());
            while (answer == null) {
                bell.await(poll.deadlineNanos());
                answer = poll.next(System.nanoTime());
            }
            return answer;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw stopping();
        }
    }

    private static ProblemException stopping() {
        return new ProblemException(Code.UNAVAILABLE, "the server is stopping");
    }
}
