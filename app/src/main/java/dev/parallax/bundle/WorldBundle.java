package dev.parallax.bundle;

import dev.parallax.bundle.RecordingReader.Recorded;
import dev.parallax.fleet.Former;
import dev.parallax.fleet.TrafficMix;
import dev.parallax.server.engine.MergeRule;
import dev.parallax.server.store.Contents;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A whole world: what it takes for somebody else to see the same, and to go on from there. Immutable.
///
/// @param saved when, microseconds since the epoch
/// @param contents the server's rows, policies and change log
/// @param clients with what each held
/// @param expectations that were pinned, as sentences
/// @param recorded what every client held over time
/// @param steps what was done since the window opened, as a scenario; null if nobody wrote it down
public record WorldBundle(
        long saved,
        Settings settings,
        Contents contents,
        List<Former> clients,
        List<String> expectations,
        Recorded recorded,
        @Nullable String steps) {
    public WorldBundle {
        clients = List.copyOf(clients);
        expectations = List.copyOf(expectations);
    }

    /// How the world was set up. Immutable.
    ///
    /// @param seed decides who further clients are and what traffic does
    /// @param rate of the traffic, writes per second; the world begins with traffic paused
    /// @param isBroadcastStopped whether the server kept commits to itself, by a fault made on purpose
    public record Settings(
            long seed,
            MergeRule merge,
            int heartbeatMillis,
            int streamHeartbeatMillis,
            int windowMillis,
            int refetchRows,
            double rate,
            TrafficMix mix,
            boolean isBroadcastStopped) {}

    public WorldBundle withSteps(String scenario) {
        return new WorldBundle(saved, settings, contents, clients, expectations, recorded, scenario);
    }
}
