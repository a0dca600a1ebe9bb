package dev.parallax.ui.world;

import dev.parallax.client.Dialect;
import dev.parallax.server.ServerConfig;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How a world is started. Immutable.
///
/// @param server how its server is
/// @param seed decides who the clients are and what traffic does
/// @param dialects take turns, client by client
/// @param clients how many are there at the start
/// @param rate writes per second once traffic runs
/// @param anyPortInstead whether another port will do when the server's is taken
/// @param localData the folder in which the clients' devices keep what they keep; null for one that goes at the end
public record WorldPlan(
        ServerConfig server,
        long seed,
        List<Dialect> dialects,
        int clients,
        double rate,
        boolean anyPortInstead,
        @Nullable Path localData) {
    /// Every style of syncing that there is, side by side.
    public static final List<Dialect> DIALECTS_DEFAULT = List.of(Dialect.values());
    /// Enough for a lively picture that still fits one screen with readable titles.
    public static final int CLIENTS_DEFAULT = 24;
    /// Fast enough to see the cards move, slow enough to follow one change.
    public static final double RATE_DEFAULT = 20;

    /// A world that leaves nothing behind.
    public WorldPlan(
            ServerConfig server, long seed, List<Dialect> dialects, int clients, double rate, boolean anyPortInstead) {
        this(server, seed, dialects, clients, rate, anyPortInstead, null);
    }
}
