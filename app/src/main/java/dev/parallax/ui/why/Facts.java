package dev.parallax.ui.why;

import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.network.LinkFaults;
import dev.parallax.oracle.Finding;
import dev.parallax.server.engine.Why;
import org.jspecify.annotations.Nullable;

/// All that decides whether a client holds a row and shows it, at about one moment. Immutable.
///
/// @param client the client's name
/// @param record the record's name
/// @param why what the server says of the row and this client's session; null if it has no such row
/// @param faults of the client's line
/// @param broadcastStopped whether the server keeps commits to itself, on purpose
/// @param finding what the oracle found wrong with this row at this client, if anything
public record Facts(
        String client,
        String dialect,
        String record,
        long id,
        @Nullable Why why,
        ReplicaSnapshot snapshot,
        LinkFaults faults,
        boolean broadcastStopped,
        Finding.@Nullable Kind finding) {}
