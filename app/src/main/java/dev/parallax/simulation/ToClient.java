package dev.parallax.simulation;

/// The client's end of a connection, as the server's side sees it; what it is told arrives later.
interface ToClient {
    /// The connection is open: a stream has its head, a socket its handshake.
    void opened();

    void refused(int status, String body);

    /// A piece of a stream, or one message of a socket.
    ///
    /// @param arrived runs when it is there
    void text(String text, Runnable arrived);

    void closed(int code, String reason);

    /// It broke without a word.
    void broke();
}
