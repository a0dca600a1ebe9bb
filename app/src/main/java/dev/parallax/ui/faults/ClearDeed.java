package dev.parallax.ui.faults;

import static dev.parallax.ui.messages.Messages.text;

import dev.parallax.client.Status;
import dev.parallax.fleet.FleetClient;
import dev.parallax.network.LinkFaults;
import dev.parallax.ui.acting.Done;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/// Good lines for some clients, all of them online, and no faults on the server, at once; undoing puts back the lines,
/// who was offline, and the server's two switches. Catch-ups that were yet to fail are not put back. FX thread only.
final class ClearDeed implements Done {
    private final Map<FleetClient, LinkFaults> lines = new LinkedHashMap<>();
    private final List<FleetClient> offline;
    private final List<String> switches;
    private final FaultDesk desk;
    private CompletableFuture<Optional<String>> answer = CompletableFuture.completedFuture(Optional.empty());

    /// Remembers how it is.
    ///
    /// @param switches the server's faults that stay on until they are switched off, by their names on the wire
    ClearDeed(List<FleetClient> clients, List<String> switches, FaultDesk desk) {
        clients.stream()
                .filter(client -> !client.faults().isNone())
                .forEach(client -> lines.put(client, client.faults()));
        this.offline = clients.stream()
                .filter(client -> client.snapshot().status() == Status.OFFLINE)
                .toList();
        this.switches = List.copyOf(switches);
        this.desk = desk;
    }

    /// Completes with a sentence if the server refuses; the clients have no faults any more all the same.
    CompletableFuture<Optional<String>> clear() {
        lines.keySet().forEach(client -> client.setFaults(LinkFaults.NONE));
        offline.forEach(FleetClient::goOnline);
        answer = desk.endServerFaults();
        return answer;
    }

    @Override
    public String what() {
        return text("deed.clear");
    }

    @Override
    public boolean happened() {
        return !lines.isEmpty() || !offline.isEmpty() || !switches.isEmpty();
    }

    @Override
    public CompletableFuture<Optional<String>> undo() {
        lines.forEach((client, faults) -> client.setFaults(faults));
        offline.forEach(FleetClient::goOffline);
        CompletableFuture<Optional<String>> all = answer.thenApply(cleared -> Optional.empty());
        for (String fault : switches) {
            all = all.thenCompose(
                    refusal -> refusal.isEmpty() ? desk.set(fault, true) : CompletableFuture.completedFuture(refusal));
        }
        return all;
    }

    @Override
    public CompletableFuture<Optional<String>> redo() {
        return clear();
    }
}
