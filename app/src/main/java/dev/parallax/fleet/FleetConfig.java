package dev.parallax.fleet;

/// How a fleet is made. Immutable.
///
/// @param seed decides users, roles, request ids and traffic
/// @param clientsAtStart how many clients [Fleet] callers usually add first
/// @param heartbeatMillis the server's heartbeat interval, by which silence is noticed
/// @param connectionsAtOnceLimit how many clients sign in at the same time, so that 1,000 do not storm the server
public record FleetConfig(long seed, int clientsAtStart, int heartbeatMillis, int connectionsAtOnceLimit) {
    /// One JVM ends near 9,900 clients at the usual limit of file descriptors.
    public static final int CLIENTS_LIMIT = 9_900;

    public static FleetConfig defaults() {
        return new FleetConfig(1, 24, 5_000, 32);
    }

    public FleetConfig withSeed(long value) {
        return new FleetConfig(value, clientsAtStart, heartbeatMillis, connectionsAtOnceLimit);
    }

    public FleetConfig withHeartbeatMillis(int value) {
        return new FleetConfig(seed, clientsAtStart, value, connectionsAtOnceLimit);
    }
}
