package dev.parallax.simulation;

import dev.parallax.client.Event;

/// The client's end of a socket or a stream. Confined to its simulation.
interface ClientLine {
    /// As the machine numbered it.
    long number();

    /// Whether nothing more comes.
    boolean isOver();

    /// The client closes it, without waiting.
    void close();

    /// It breaks, for both.
    void breakNow(String reason);

    /// Takes what a line brings.
    @FunctionalInterface
    interface Receiver {
        /// @param text of the server, empty for none
        void arrived(ClientLine line, Event event, String text);
    }
}
