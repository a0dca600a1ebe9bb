package dev.parallax.ui.acting;

import dev.parallax.client.WriteResult;
import dev.parallax.fleet.FleetClient;
import dev.parallax.ui.world.World;
import dev.parallax.wire.ProblemException;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/// By whom something is written. Immutable.
sealed interface Hand {
    /// @return a refusal is a result, not an exception
    CompletableFuture<WriteResult> write(Write write);

    /// A client, online or offline, under its own permissions.
    record OfClient(FleetClient client) implements Hand {
        @Override
        public CompletableFuture<WriteResult> write(Write write) {
            return write.as(client);
        }
    }

    /// Who may do everything.
    record OfOperator(World world) implements Hand {
        private static final UUID NO_REQUEST = new UUID(0, 0);

        @Override
        public CompletableFuture<WriteResult> write(Write write) {
            return world.operate(write.operation(), write.arguments()).handle((answer, failure) -> {
                if (failure == null) {
                    long id = answer.path("row").path("id").longValue(write.id());
                    long version = answer.path("version").longValue(0);
                    return new WriteResult(NO_REQUEST, write.record(), id, write.kind(), true, "", version);
                }
                Throwable cause = failure instanceof CompletionException && failure.getCause() != null
                        ? failure.getCause()
                        : failure;
                if (cause instanceof ProblemException problem) {
                    return new WriteResult(
                            NO_REQUEST,
                            write.record(),
                            write.id(),
                            write.kind(),
                            false,
                            problem.problem().detail(),
                            0);
                }
                throw new CompletionException(cause);
            });
        }
    }
}
