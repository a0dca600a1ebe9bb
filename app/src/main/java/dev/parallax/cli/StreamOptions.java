package dev.parallax.cli;

import dev.parallax.server.ServerConfig;
import dev.parallax.server.front.StreamSettings;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The options about live connections: how often they show that they are alive, and how spaces gather changes.
final class StreamOptions {
    @Option(
            names = "--heartbeat-ms",
            paramLabel = "N",
            description = "Between two heartbeats of a WebSocket, 10 to 60000 (default: 5000).")
    private @Nullable Integer heartbeatMillis;

    @Option(
            names = "--stream-heartbeat-ms",
            paramLabel = "N",
            description = "Between two heartbeats of a stream over HTTP, 10 to 60000 (default: 15000).")
    private @Nullable Integer streamHeartbeatMillis;

    @Option(
            names = "--batch-window-ms",
            paramLabel = "N",
            description = "How long changes of a space gather before they go out as one event, 0 to 5000"
                    + " (default: 1000).")
    private @Nullable Integer windowMillis;

    @Option(
            names = "--refetch-rows",
            paramLabel = "N",
            description = "A space's client that missed more rows loads the space anew, 1 to 10000 (default: 50).")
    private @Nullable Integer refetchRows;

    /// `config` with these options applied.
    ///
    /// @throws IllegalArgumentException with a sentence if one of them is out of its bounds
    ServerConfig apply(ServerConfig config) {
        StreamSettings streams = config.streams();
        streams = streamHeartbeatMillis == null ? streams : streams.withHeartbeatMillis(streamHeartbeatMillis);
        streams = windowMillis == null ? streams : streams.withWindowMillis(windowMillis);
        streams = refetchRows == null ? streams : streams.withRefetchRows(refetchRows);
        ServerConfig streaming = config.withStreams(streams);
        return heartbeatMillis == null ? streaming : streaming.withHeartbeatMillis(heartbeatMillis);
    }
}
