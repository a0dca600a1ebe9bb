package dev.parallax.ui.world;

import dev.parallax.bundle.RecordingFile.Policy;
import dev.parallax.bundle.RecordingReader.Recorded;
import dev.parallax.bundle.WorldBundle;
import dev.parallax.bundle.WorldBundle.Settings;
import dev.parallax.change.Version;
import dev.parallax.fleet.Fleet;
import dev.parallax.fleet.Former;
import dev.parallax.recording.Recording;
import dev.parallax.server.ServerConfig;
import dev.parallax.server.SyncServer;
import dev.parallax.server.front.StreamSettings;
import dev.parallax.server.store.Contents;
import java.time.Clock;
import java.time.Duration;
import java.util.List;

/// What of a world is saved, and how it begins again. Stateless.
final class Plans {
    /// The newest changes that are saved; older ones are as if they had been pruned.
    private static final int LOG_LIMIT = 200_000;

    private Plans() {}

    /// The clock of a world that goes on: it is never before anything that the world remembers, as it would be where
    /// that was made by a machine whose clock is ahead.
    static Clock clock(WorldBundle bundle, Clock wall) {
        long remembered = Math.max(
                bundle.recorded().until(),
                Math.max(
                        bundle.contents().head().version(),
                        bundle.contents().head().ceiling()));
        Duration ahead = Duration.between(wall.instant(), Version.instant(remembered + 1));
        return ahead.isPositive() ? Clock.offset(wall, ahead) : wall;
    }

    /// How the world of a bundle is started, on any free port.
    static WorldPlan of(WorldBundle bundle, Clock clock) {
        Settings settings = bundle.settings();
        ServerConfig server = ServerConfig.defaults()
                .withPort(0)
                .withMerge(settings.merge())
                .withHeartbeatMillis(settings.heartbeatMillis())
                .withStreams(new StreamSettings(
                        settings.streamHeartbeatMillis(), settings.windowMillis(), settings.refetchRows()))
                .withClock(clock)
                .withContents(bundle.contents());
        return new WorldPlan(server, settings.seed(), WorldPlan.DIALECTS_DEFAULT, 0, settings.rate(), true);
    }

    /// @param clients as they were before the rows are read, so that none is ahead of the server
    static WorldBundle pack(
            SyncServer server,
            Fleet fleet,
            List<Former> clients,
            List<String> expectations,
            Recording recording,
            long now) {
        ServerConfig config = server.config();
        Settings settings = new Settings(
                fleet.seed(),
                config.merge(),
                config.heartbeatMillis(),
                config.streams().heartbeatMillis(),
                config.streams().windowMillis(),
                config.streams().refetchRows(),
                fleet.traffic().rate(),
                fleet.traffic().mix(),
                server.inspection().isBroadcastStopped());
        Contents contents = server.inspection().contents(LOG_LIMIT);
        List<Policy> policies = contents.schemas().stream()
                .map(entry -> new Policy(entry.version(), entry.schema().source()))
                .toList();
        Recorded recorded = new Recorded(
                policies,
                List.copyOf(recording.participants().values()),
                recording.all(),
                recording.departures(),
                null);
        return new WorldBundle(now, settings, contents, clients, expectations, recorded, null);
    }
}
