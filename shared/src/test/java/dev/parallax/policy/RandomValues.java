package dev.parallax.policy;

import dev.parallax.change.Version;
import dev.parallax.schema.ScalarType;
import java.time.Instant;
import java.util.List;
import java.util.Random;

/// Values on which two implementations of SQL's rules are likely to differ: few of each type, so that they
/// often meet.
final class RandomValues {
    private static final List<Long> INTS = List.of(
            -1L,
            0L,
            1L,
            2L,
            3L,
            (1L << 53) - 1,
            1L << 53,
            (1L << 53) + 1,
            -(1L << 53) - 1,
            Long.MAX_VALUE - 1,
            Long.MAX_VALUE,
            Long.MIN_VALUE);
    private static final List<Double> FLOATS = List.of(
            -1.0,
            -0.0,
            0.0,
            0.1,
            0.5,
            1.0,
            2.0,
            2.0000000000000004,
            0x1p53,
            -0x1p53,
            0x1p63,
            -0x1p63,
            1e19,
            1e300,
            -1e300,
            Double.MIN_VALUE);
    private static final List<String> STRINGS = List.of(
            "", " ", "a", "A", "ab", "AB", "a ", "a%", "%", "_", "a_", "a\\", "\\", "a\\%", "'", "a'b", "\"", "é",
            "e\u0301", "É", "ß", "SS", "😀", "😀a", "\uFFFD", "a\tb", "a\nb", "null", "true", "1");
    private static final List<Instant> INSTANTS = List.of(
            Instant.EPOCH,
            Instant.parse("1969-12-31T23:59:59.999999Z"),
            Instant.parse("2026-01-31T12:00:00Z"),
            Instant.parse("2026-01-31T12:00:00.000001Z"),
            Instant.parse("2026-03-29T01:30:00Z"),
            Instant.parse("9999-12-31T23:59:59.999999Z"),
            Instant.parse("1582-10-10T00:00:00Z"));

    private RandomValues() {}

    static Object of(ScalarType type, Random random) {
        return switch (type) {
            case INT -> oneOf(INTS, random);
            case FLOAT -> oneOf(FLOATS, random);
            case STRING -> oneOf(STRINGS, random);
            case BOOL -> random.nextBoolean();
            case DATE_TIME -> oneOf(INSTANTS, random);
        };
    }

    /// The literal for a value, as a schema writes it.
    static String literal(Object value) {
        return switch (value) {
            case Boolean bool -> bool ? "True" : "False";
            case String text -> quoted(text);
            case Instant instant -> quoted(Version.text(instant));
            default -> value.toString();
        };
    }

    static <T> T oneOf(List<T> choices, Random random) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static String quoted(String text) {
        String escaped = text.replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replace("\n", "\\n")
                .replace("\t", "\\t")
                .replace("é", "\\u00e9");
        return "\"" + escaped + "\"";
    }
}
