package dev.parallax.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/// Reads lines of UTF-8 of bounded length, of bounded length together, and counts them. Confined to one thread.
final class Lines {
    /// The first state of a client that holds some ten thousand rows; what is longer is no line of ours.
    static final int LINE_CHARS_LIMIT = 32 << 20;
    /// What a whole file may come to, as a world may.
    static final long CHARS_LIMIT = BundleEntries.BYTES_LIMIT;

    private final String entry;
    private final Reader reader;
    private final long charsLimit;
    private long chars;
    private final char[] buffer = new char[1 << 16];
    private int from;
    private int until;
    private int number;

    Lines(String entry, InputStream in) {
        this(entry, in, CHARS_LIMIT);
    }

    /// @param charsLimit of all lines together
    Lines(String entry, InputStream in, long charsLimit) {
        this.entry = entry;
        this.charsLimit = charsLimit;
        this.reader = new InputStreamReader(
                in,
                StandardCharsets.UTF_8
                        .newDecoder()
                        .onMalformedInput(CodingErrorAction.REPORT)
                        .onUnmappableCharacter(CodingErrorAction.REPORT));
    }

    /// The number of the line that was read last, from 1.
    int number() {
        return number;
    }

    /// The next line without its end; null after the last.
    ///
    /// @throws FormatException if it is too long, or no text
    @Nullable
    String next() throws IOException {
        StringBuilder line = new StringBuilder();
        boolean any = false;
        number++;
        while (from < until || fill()) {
            any = true;
            int start = from;
            while (from < until && buffer[from] != '\n') {
                from++;
            }
            line.append(buffer, start, from - start);
            chars += from - start + (from < until ? 1 : 0);
            if (chars > charsLimit) {
                int column = (int) Math.max(1, line.length() - (chars - charsLimit) + 1);
                throw new FormatException(
                        entry, number, column, "the file is longer than " + charsLimit + " characters.");
            }
            if (line.length() > LINE_CHARS_LIMIT) {
                throw new FormatException(entry, number, 0, "it is longer than " + LINE_CHARS_LIMIT + " characters.");
            }
            if (from < until) {
                from++;
                return ended(line);
            }
        }
        return any ? ended(line) : null;
    }

    private boolean fill() throws IOException {
        try {
            int read = reader.read(buffer);
            from = 0;
            until = Math.max(0, read);
            return read > 0;
        } catch (CharacterCodingException e) {
            throw new FormatException(entry, number, 0, "it is no text in UTF-8.");
        }
    }

    private static String ended(StringBuilder line) {
        int length = line.length();
        return length > 0 && line.charAt(length - 1) == '\r' ? line.substring(0, length - 1) : line.toString();
    }
}
