package dev.parallax.bundle;

import java.io.IOException;

/// A file is not what it should be. Its message is a sentence for a person that names the place.
public final class FormatException extends IOException {
    private static final long serialVersionUID = 1;

    private final String entry;
    private final int line;
    private final int column;

    /// @param entry the file, or the entry of the bundle
    /// @param line from 1; 0 if the whole of it is meant
    /// @param column from 1; 0 if the whole line is meant
    public FormatException(String entry, int line, int column, String sentence) {
        super(place(entry, line, column) + sentence);
        this.entry = entry;
        this.line = line;
        this.column = column;
    }

    public String entry() {
        return entry;
    }

    public int line() {
        return line;
    }

    public int column() {
        return column;
    }

    private static String place(String entry, int line, int column) {
        return entry + (line == 0 ? "" : ", line " + line) + (column == 0 ? "" : ", column " + column) + ": ";
    }
}
