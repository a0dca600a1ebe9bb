package dev.parallax.network;

/// Sees every message of one client as it passes. Implementations must be thread-safe, quick and quiet.
public interface WireTap {
    /// Sees nothing.
    WireTap NONE = new WireTap() {
        @Override
        public void sent(String channel, String text) {}

        @Override
        public void received(String channel, String text) {}
    };

    /// @param channel `WS`, or a request: `POST /sync`
    void sent(String channel, String text);

    /// @param channel `WS`, or a request with its answer's status: `POST /sync 200`
    void received(String channel, String text);
}
