package dev.parallax.fleet;

import dev.parallax.client.Kept;
import dev.parallax.client.StorageChange;
import dev.parallax.network.LinkFaults;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/// A client as it was in another run, to go on where it was. Immutable.
///
/// @param number that it had, and gets again
/// @param member with its dialect
/// @param session its session's fields; it gets a new session
/// @param standing how it stood to the server
/// @param kept by its device, without the session's secret
public record Former(
        int number, FleetMember member, ObjectNode session, Standing standing, LinkFaults faults, Kept kept) {
    /// Whether a client was with the server.
    public enum Standing {
        /// Connected, or trying to be.
        ONLINE,
        /// Taken offline.
        OFFLINE,
        /// Its session was over.
        SIGNED_OUT
    }

    /// What its new device has to keep.
    List<StorageChange> changes() {
        List<StorageChange> changes = new ArrayList<>();
        kept.outbox().writes().forEach(write -> changes.add(new StorageChange.PutOverlay(write)));
        kept.outbox().realIds().forEach((before, after) -> changes.add(new StorageChange.PutRealId(before, after)));
        kept.rows().values().forEach(rows -> changes.add(new StorageChange.PutRows(rows)));
        kept.values().forEach((name, value) -> changes.add(new StorageChange.PutValue(name, value)));
        return changes;
    }
}
