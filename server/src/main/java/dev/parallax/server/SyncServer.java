package dev.parallax.server;

import java.net.URI;

/// A running server: database, engine and HTTP front, started and stopped together. Several may run in one process.
/// Thread-safe.
public final class SyncServer implements AutoCloseable {
    private final Inspection inspection;
    private final String host;
    private final int port;

    private SyncServer(Inspection inspection, String host, int port) {
        this.inspection = inspection;
        this.host = host;
        this.port = port;
    }

    /// Starts a server; when this returns, it answers.
    ///
    /// @throws ServerStartException if the port is taken, the address needs an admin secret, or the database
    ///     cannot be opened
    /// @throws dev.parallax.language.SchemaException with every error of the schema
    public static SyncServer start(ServerConfig config) {
        throw new ServerStartException("the server is not there yet: " + config.host());
    }

    /// The port that it listens on, also if any free one was asked for.
    public int port() {
        return port;
    }

    /// Where it listens, such as `http://127.0.0.1:7070`.
    public URI uri() {
        return URI.create("http://" + host + ":" + port);
    }

    public Inspection inspection() {
        return inspection;
    }

    /// Says goodbye to every connection, finishes accepted writes and closes the database. Bounded in time; does
    /// nothing
    /// the second time.
    @Override
    public void close() {}
}
