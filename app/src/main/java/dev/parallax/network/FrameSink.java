package dev.parallax.network;

/// Takes what a stream's text says, in order.
public interface FrameSink {
    /// @param name the event's name; empty for a line
    void message(String name, String data);

    void comment();
}
