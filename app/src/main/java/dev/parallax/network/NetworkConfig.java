package dev.parallax.network;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How the clients of one process reach the server. Immutable.
///
/// @param server such as `http://127.0.0.1:7070`
/// @param adminSecret what opening sessions needs on a closed server, or null
/// @param handshakesAtOnceLimit sockets being opened at the same time, so that 1,000 clients do not storm the server
/// @param requestsAtOnceLimit requests under way at the same time; each may need a connection
/// @param connectTimeout for a connection, and for a socket's handshake
/// @param requestTimeout for a whole request
public record NetworkConfig(
        URI server,
        @Nullable String adminSecret,
        int handshakesAtOnceLimit,
        int requestsAtOnceLimit,
        Duration connectTimeout,
        Duration requestTimeout) {
    public static NetworkConfig to(URI server) {
        return new NetworkConfig(server, null, 32, 64, Duration.ofSeconds(10), Duration.ofSeconds(30));
    }

    public NetworkConfig withHandshakesAtOnceLimit(int limit) {
        return new NetworkConfig(server, adminSecret, limit, requestsAtOnceLimit, connectTimeout, requestTimeout);
    }
}
