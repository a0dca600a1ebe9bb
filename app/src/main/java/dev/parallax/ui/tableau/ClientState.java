package dev.parallax.ui.tableau;

import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.fleet.FleetClient;
import dev.parallax.recording.Participant;

/// A client at one moment, now or before. Immutable.
///
/// @param number stable
/// @param dialect its name
/// @param faults what is wrong with its line on purpose, in words; empty if nothing is, or nobody knows any more
public record ClientState(
        int number, String name, long userId, String role, String dialect, ReplicaSnapshot snapshot, String faults) {
    /// As it is now.
    public static ClientState of(FleetClient client) {
        return new ClientState(
                client.number(),
                client.name(),
                client.userId(),
                client.role(),
                client.dialect(),
                client.snapshot(),
                FaultWords.of(client.faults()));
    }

    /// As it was when it showed this.
    public static ClientState of(Participant client, ReplicaSnapshot then) {
        String role = then.session().values().get("role") instanceof String known ? known : client.role();
        return new ClientState(client.number(), client.name(), client.userId(), role, client.dialect(), then, "");
    }
}
