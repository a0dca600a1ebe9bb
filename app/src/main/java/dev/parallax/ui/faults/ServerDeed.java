package dev.parallax.ui.faults;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.ui.acting.Done;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// A fault of the server that was switched on or off. FX thread only.
///
/// @param fault its name on the wire
record ServerDeed(String fault, boolean on, FaultDesk desk) implements Done {
    @Override
    public String what() {
        boolean silent = fault.equals("stop-broadcasting");
        return on
                ? text(silent ? "deed.server.silent" : "deed.server.refuse")
                : text(silent ? "deed.server.loud" : "deed.server.accept");
    }

    @Override
    public CompletableFuture<Optional<String>> undo() {
        desk.set(fault, !on);
        return CompletableFuture.completedFuture(Optional.empty());
    }

    @Override
    public CompletableFuture<Optional<String>> redo() {
        desk.set(fault, on);
        return CompletableFuture.completedFuture(Optional.empty());
    }
}
