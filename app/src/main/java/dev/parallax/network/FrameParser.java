package dev.parallax.network;

import dev.parallax.client.Framing;

/// Cuts the text of a stream into messages, however it arrives in pieces. Confined to one caller at a time.
public interface FrameParser {
    /// The longest message that is put together, in characters: far above any chunk of rows.
    int MESSAGE_CHARS_LIMIT = 8 << 20;

    /// A parser for a new stream.
    static FrameParser of(Framing framing) {
        return switch (framing) {
            case SSE -> new SseParser();
            case LINES -> new LineParser();
        };
    }

    /// @throws BrokenStreamException if a message is longer than the limit
    void feed(CharSequence text, FrameSink to);
}
