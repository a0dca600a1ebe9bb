package dev.parallax.language;

import dev.parallax.change.Version;
import dev.parallax.schema.ScalarType;
import dev.parallax.schema.SourceRange;
import java.time.DateTimeException;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/// Reads literals and reports those that cannot be read.
final class Literals {
    /// @param type null for the literal Null, which agrees with every type
    record Value(@Nullable Object value, @Nullable ScalarType type) {}

    private static final int UNICODE_ESCAPE_DIGITS = 4;

    private final SourceText source;
    private final Findings findings;

    Literals(SourceText source, Findings findings) {
        this.source = source;
        this.findings = findings;
    }

    /// The value, or null after an error.
    @Nullable
    Value read(SchemaParser.LiteralContext literal) {
        SourceRange range = source.range(literal);
        String text = literal.getText();
        return switch (literal.getStart().getType()) {
            case SchemaParser.TRUE -> new Value(true, ScalarType.BOOL);
            case SchemaParser.FALSE -> new Value(false, ScalarType.BOOL);
            case SchemaParser.NULL -> new Value(null, null);
            case SchemaParser.INTEGER -> integer(text, range);
            case SchemaParser.FLOAT -> decimal(text, range);
            case SchemaParser.STRING -> string(text, range);
            default -> {
                findings.add(range, "the string is not closed before the end of its line");
                yield null;
            }
        };
    }

    /// The instant that a string stands for beside a DateTime, or null after an error.
    @Nullable
    Instant instant(String text, SourceRange range) {
        try {
            return Version.parseInstant(text);
        } catch (DateTimeException notAnInstant) {
            findings.add(
                    range,
                    source.quote(range) + " is not a date and time",
                    "expected ISO-8601 with an offset, such as `\"2026-01-31T12:00:00Z\"`");
            return null;
        }
    }

    private @Nullable Value integer(String text, SourceRange range) {
        try {
            return new Value(Long.parseLong(text), ScalarType.INT);
        } catch (NumberFormatException tooLarge) {
            findings.add(range, "the integer " + source.quote(range) + " does not fit into 64 bits");
            return null;
        }
    }

    private @Nullable Value decimal(String text, SourceRange range) {
        double value = Double.parseDouble(text);
        if (Double.isFinite(value)) {
            return new Value(value, ScalarType.FLOAT);
        }
        findings.add(range, "the number " + source.quote(range) + " is too large for a Float");
        return null;
    }

    private @Nullable Value string(String token, SourceRange range) {
        StringBuilder text = new StringBuilder();
        int index = 1;
        int end = token.length() - 1;
        boolean good = true;
        while (index < end) {
            char c = token.charAt(index);
            if (c != '\\') {
                text.append(c);
                index++;
                continue;
            }
            int length = escapeLength(token, index, end);
            if (length == 0) {
                int width = 1 + Character.charCount(token.codePointAt(index + 1));
                findings.add(
                        source.within(range, index, index + width),
                        "unknown escape `" + token.substring(index, index + width) + "`",
                        "the escapes are `\\\"`, `\\\\`, `\\n`, `\\t` and `\\uXXXX`");
                good = false;
                index += width;
            } else {
                text.append(escaped(token, index));
                index += length;
            }
        }
        if (good && hasHalfCharacter(text)) {
            findings.add(range, "the string holds half of a surrogate pair");
            good = false;
        }
        return good ? new Value(text.toString(), ScalarType.STRING) : null;
    }

    /// The length of the escape at `index`, or 0 if it is none.
    private static int escapeLength(String token, int index, int end) {
        return switch (token.charAt(index + 1)) {
            case '"', '\\', 'n', 't' -> 2;
            case 'u' -> {
                int last = index + 2 + UNICODE_ESCAPE_DIGITS;
                boolean digits = last <= end
                        && token.substring(index + 2, last)
                                .chars()
                                .allMatch(c -> Character.digit(c, 16) >= 0 && c < 128);
                yield digits ? 2 + UNICODE_ESCAPE_DIGITS : 0;
            }
            default -> 0;
        };
    }

    private static char escaped(String token, int index) {
        return switch (token.charAt(index + 1)) {
            case 'n' -> '\n';
            case 't' -> '\t';
            case 'u' -> (char) Integer.parseInt(token.substring(index + 2, index + 2 + UNICODE_ESCAPE_DIGITS), 16);
            default -> token.charAt(index + 1);
        };
    }

    private static boolean hasHalfCharacter(CharSequence text) {
        return text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
