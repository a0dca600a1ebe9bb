package dev.parallax.ui.world;

import dev.parallax.server.ServerConfig;

/// How a world is started. Immutable.
///
/// @param server how its server is
/// @param seed decides who the clients are and what traffic does
/// @param clients how many are there at the start
/// @param rate writes per second once traffic runs
/// @param anyPortInstead whether another port will do when the server's is taken
public record WorldPlan(ServerConfig server, long seed, int clients, double rate, boolean anyPortInstead) {
    /// Enough for a lively picture that still fits one screen with readable titles.
    public static final int CLIENTS_DEFAULT = 24;
    /// Fast enough to see the cards move, slow enough to follow one change.
    public static final double RATE_DEFAULT = 20;
}
