package dev.parallax.network;

/// Cuts the text of a stream into messages, however it arrives in pieces. Confined to one caller at a time.
interface FrameParser {
    /// The longest message that is put together, in characters: far above any chunk of rows.
    int MESSAGE_CHARS_LIMIT = 8 << 20;

    /// @throws BrokenStreamException if a message is longer than the limit
    void feed(CharSequence text, FrameSink to);
}
