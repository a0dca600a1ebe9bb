package dev.parallax.simulation;

import dev.parallax.change.Row;
import java.util.function.LongConsumer;

/// Words that stand in rows and nowhere else, each written once: whoever meets one knows which content it is of.
final class Markers {
    private static final String START = "mk";
    private static final char END = 'z';

    private Markers() {}

    static String text(long marker) {
        return START + marker + END;
    }

    /// Every marker of a row's texts.
    static void in(Row row, LongConsumer found) {
        for (int index = 0; index < row.shape().fields().size(); index++) {
            if (row.get(index) instanceof String text) {
                in(text, found);
            }
        }
    }

    static void in(String text, LongConsumer found) {
        int start = text.indexOf(START);
        while (start >= 0) {
            int end = start + START.length();
            long marker = 0;
            while (end < text.length() && Character.isDigit(text.charAt(end))) {
                marker = marker * 10 + (text.charAt(end) - '0');
                end++;
            }
            if (end > start + START.length() && end < text.length() && text.charAt(end) == END) {
                found.accept(marker);
            }
            start = text.indexOf(START, end);
        }
    }
}
