package dev.parallax.network;

import java.util.function.Consumer;

/// Cuts text into lines that end with LF, CR or both, however it arrives in pieces. Confined to one caller at a
/// time.
final class TextLines {
    private final StringBuilder line = new StringBuilder();
    private final int charsLimit;
    private boolean afterReturn;

    /// @param charsLimit the longest line
    TextLines(int charsLimit) {
        this.charsLimit = charsLimit;
    }

    /// @throws BrokenStreamException if a line is longer than the limit
    void feed(CharSequence text, Consumer<String> to) {
        int start = 0;
        for (int index = 0; index < text.length(); index++) {
            char character = text.charAt(index);
            boolean ends = character == '\n' || character == '\r';
            if (ends) {
                boolean restOfEnd = character == '\n' && afterReturn;
                if (!restOfEnd) {
                    add(text, start, index);
                    to.accept(line.toString());
                    line.setLength(0);
                }
                start = index + 1;
            }
            afterReturn = character == '\r';
        }
        add(text, start, text.length());
    }

    private void add(CharSequence text, int start, int end) {
        if (line.length() + (end - start) > charsLimit) {
            throw new BrokenStreamException("the server sent a line without end");
        }
        line.append(text, start, end);
    }
}
