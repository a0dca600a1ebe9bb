package dev.parallax.server.front;

/// One open stream, whatever its dialect and its transport. Implementations are thread-safe, and none of these
/// calls waits for the client.
public interface LiveConnection {
    ConnectionInfo info();

    Standing standing();

    /// The version up to which the client says it has applied everything, 0 if it never said so.
    long acknowledged();

    /// Nanoseconds for which the client gave no sign of life where it should have.
    long silentNanos();

    /// Asks for a sign of life, where the transport can.
    void ping();

    /// Says goodbye because the server stops.
    void finish();

    /// Cuts the connection without a word.
    void cut();

    /// Frees what belongs to it once the client is gone.
    void release();

    /// What stands at one moment.
    ///
    /// @param depth messages that wait
    /// @param bytes the most memory that they take
    /// @param sent frames handed over and finished
    /// @param deltas those of them that carried live changes
    record Standing(int depth, long bytes, long sent, long deltas, long overflows) {}
}
