package dev.parallax.ui.policy;

import java.util.ArrayList;
import java.util.List;

/// Schema text broken to a number of columns, so that a narrow panel shows whole lines with their structure:
/// what follows a break is indented deeper than its line. Layout is free in the language, so the broken text,
/// when copied, is still the same schema. Immutable.
///
/// @param text the broken text
/// @param numbers for each line of `text` the line of the source that it starts, or 0 where it goes on
record SchemaLines(String text, List<Integer> numbers) {
    private static final int INDENT_OF_REST = 4;
    private static final String COMMENT = "//";

    SchemaLines {
        numbers = List.copyOf(numbers);
    }

    /// @param columns the most characters on a line; words longer than that stay whole
    static SchemaLines wrap(String source, int columns) {
        List<String> lines = new ArrayList<>();
        List<Integer> numbers = new ArrayList<>();
        int number = 1;
        for (String line : source.stripTrailing().split("\n", -1)) {
            int before = lines.size();
            addWrapped(line.stripTrailing(), columns, lines);
            numbers.add(number++);
            for (int rest = before + 1; rest < lines.size(); rest++) {
                numbers.add(0);
            }
        }
        return new SchemaLines(String.join("\n", lines), numbers);
    }

    private static void addWrapped(String line, int columns, List<String> lines) {
        int indent = line.length() - line.stripLeading().length();
        String start = " ".repeat(indent + INDENT_OF_REST);
        String rest = line.length() > columns ? line.substring(0, indent) + unaligned(line.substring(indent)) : line;
        while (rest.length() > columns) {
            int end = breakBefore(rest, columns);
            if (end <= 0) {
                break;
            }
            String head = rest.substring(0, end).stripTrailing();
            boolean comment = inComment(head);
            lines.add(head);
            rest = start + (comment ? COMMENT + " " : "") + rest.substring(end).stripLeading();
        }
        lines.add(rest);
    }

    /// Spaces that only align with other lines are the first to go.
    private static String unaligned(String line) {
        StringBuilder text = new StringBuilder(line.length());
        boolean quoted = false;
        for (int index = 0; index < line.length(); index++) {
            char character = line.charAt(index);
            quoted ^= character == '"';
            boolean repeated = character == ' ' && index > 0 && line.charAt(index - 1) == ' ';
            if (quoted || !repeated) {
                text.append(character);
            }
        }
        return text.toString();
    }

    /// The last position up to `columns` where a word starts outside of a string, or -1.
    private static int breakBefore(String line, int columns) {
        int first = line.length() - line.stripLeading().length();
        int best = -1;
        boolean quoted = false;
        for (int index = first; index < line.length(); index++) {
            char character = line.charAt(index);
            quoted ^= character == '"';
            boolean wordStarts = !quoted && index > first && line.charAt(index - 1) == ' ' && character != ' ';
            if (wordStarts && index <= columns) {
                best = index;
            }
        }
        return best;
    }

    private static boolean inComment(String head) {
        boolean quoted = false;
        for (int index = 0; index < head.length(); index++) {
            quoted ^= head.charAt(index) == '"';
            if (!quoted && head.startsWith(COMMENT, index)) {
                return true;
            }
        }
        return false;
    }
}
