package dev.parallax.ui.faults;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.fleet.FleetClient;
import dev.parallax.network.LinkFaults;
import dev.parallax.ui.acting.Done;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.UnaryOperator;

/// Faults of some clients' lines, from how they were to how they are; moving a slider is one such deed however many
/// figures it passes. FX thread only.
final class LineDeed implements Done {
    private final List<FleetClient> clients;
    private final String who;
    private final Map<Integer, LinkFaults> before = new HashMap<>();
    private final Map<Integer, LinkFaults> after = new HashMap<>();

    LineDeed(List<FleetClient> clients, String who) {
        this.clients = List.copyOf(clients);
        this.who = who;
        clients.forEach(client -> before.put(client.number(), client.faults()));
    }

    boolean isOf(List<FleetClient> others) {
        return clients.equals(others);
    }

    void change(UnaryOperator<LinkFaults> change) {
        for (FleetClient client : clients) {
            LinkFaults next = change.apply(client.faults());
            after.put(client.number(), next);
            client.setFaults(next);
        }
    }

    @Override
    public String what() {
        return text("deed.line", who);
    }

    @Override
    public boolean happened() {
        return !before.equals(after);
    }

    @Override
    public CompletableFuture<Optional<String>> undo() {
        return set(before);
    }

    @Override
    public CompletableFuture<Optional<String>> redo() {
        return set(after);
    }

    private CompletableFuture<Optional<String>> set(Map<Integer, LinkFaults> faults) {
        clients.forEach(client -> client.setFaults(faults.getOrDefault(client.number(), LinkFaults.NONE)));
        return CompletableFuture.completedFuture(Optional.empty());
    }
}
