package dev.parallax.server.front;

/// The socket of one live connection, as something carries it. Implementations are thread-safe.
public interface LiveSocket extends Outbound.Socket {
    /// Cuts the connection without a word.
    void cut();

    /// Asks for a sign of life, unless the last question has not even left.
    void ping();

    /// Nanoseconds since the client last sent anything.
    long silentNanos();
}
