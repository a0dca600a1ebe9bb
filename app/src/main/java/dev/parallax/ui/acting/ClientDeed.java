package dev.parallax.ui.acting;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.fleet.FleetClient;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/// Something that was done to clients and has a way back. FX thread only.
///
/// @param does once more, to one client
/// @param takesBack from one client
/// @param onScreen makes an answer complete on the FX thread
record ClientDeed(
        String what,
        List<FleetClient> clients,
        Function<FleetClient, CompletableFuture<Void>> does,
        Function<FleetClient, CompletableFuture<Void>> takesBack,
        UnaryOperator<CompletableFuture<Void>> onScreen)
        implements Done {
    @Override
    public CompletableFuture<Optional<String>> undo() {
        return each(takesBack);
    }

    @Override
    public CompletableFuture<Optional<String>> redo() {
        return each(does);
    }

    CompletableFuture<Optional<String>> each(Function<FleetClient, CompletableFuture<Void>> act) {
        List<CompletableFuture<Optional<String>>> ends = clients.stream()
                .map(client -> onScreen.apply(act.apply(client))
                        .handle((ended, failure) -> failure == null
                                ? Optional.<String>empty()
                                : Optional.of(text("client.failed", client.name(), Acting.sentence(failure)))))
                .toList();
        return CompletableFuture.allOf(ends.toArray(CompletableFuture[]::new)).thenApply(all -> {
            List<String> failed =
                    ends.stream().flatMap(end -> end.join().stream()).distinct().toList();
            return failed.size() > 1
                    ? Optional.of(text("clients.failed", failed.getFirst(), failed.size() - 1))
                    : failed.stream().findFirst();
        });
    }
}
