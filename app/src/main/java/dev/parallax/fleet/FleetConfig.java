package dev.parallax.fleet;

import dev.parallax.client.Dialect;
import java.util.List;

/// How a fleet is made. Immutable.
///
/// @param seed decides users, roles, request ids and traffic
/// @param clientsAtStart how many clients [Fleet] callers usually add first
/// @param dialects take turns, client by client
/// @param heartbeatMillis the server's heartbeat interval on sockets, by which silence is noticed
/// @param streamHeartbeatMillis the same on streams over plain HTTP
/// @param connectionsAtOnceLimit how many clients sign in at the same time, so that 1,000 do not storm the server
public record FleetConfig(
        long seed,
        int clientsAtStart,
        List<Dialect> dialects,
        int heartbeatMillis,
        int streamHeartbeatMillis,
        int connectionsAtOnceLimit) {
    /// One JVM ends near 9,900 clients at the usual limit of file descriptors.
    public static final int CLIENTS_LIMIT = 9_900;

    public FleetConfig {
        dialects = List.copyOf(dialects);
        if (dialects.isEmpty()) {
            throw new IllegalArgumentException("a fleet speaks at least one dialect");
        }
    }

    public static FleetConfig defaults() {
        return new FleetConfig(1, 24, List.of(Dialect.CURSOR), 5_000, 15_000, 32);
    }

    public FleetConfig withSeed(long value) {
        return new FleetConfig(
                value, clientsAtStart, dialects, heartbeatMillis, streamHeartbeatMillis, connectionsAtOnceLimit);
    }

    public FleetConfig withDialects(List<Dialect> value) {
        return new FleetConfig(
                seed, clientsAtStart, value, heartbeatMillis, streamHeartbeatMillis, connectionsAtOnceLimit);
    }

    public FleetConfig withHeartbeatMillis(int value) {
        return new FleetConfig(seed, clientsAtStart, dialects, value, streamHeartbeatMillis, connectionsAtOnceLimit);
    }

    public FleetConfig withStreamHeartbeatMillis(int value) {
        return new FleetConfig(seed, clientsAtStart, dialects, heartbeatMillis, value, connectionsAtOnceLimit);
    }
}
