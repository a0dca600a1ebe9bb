package dev.parallax.network;

/// A message on each line; empty lines are signs of life. Confined to one caller at a time. Source: ndjson.org.
final class LineParser implements FrameParser {
    private final TextLines lines = new TextLines(MESSAGE_CHARS_LIMIT);

    @Override
    public void feed(CharSequence text, FrameSink to) {
        lines.feed(text, line -> {
            if (line.isBlank()) {
                to.comment();
            } else {
                to.message("", line);
            }
        });
    }
}
