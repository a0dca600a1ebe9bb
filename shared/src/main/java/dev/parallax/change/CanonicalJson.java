package dev.parallax.change;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Writes JSON in its canonical form, RFC 8785: no blanks, members sorted by their names' UTF-16 units, numbers as
/// ECMAScript writes them. Two implementations that agree on the data agree on the bytes. Stateless.
public final class CanonicalJson {
    /// ECMAScript writes numbers with an exponent from here on.
    private static final int DIGITS_BEFORE_POINT_LIMIT = 21;

    private static final int ZEROS_AFTER_POINT_LIMIT = 6;

    private CanonicalJson() {}

    /// @param value of maps with string keys, lists, strings, numbers, booleans and null
    /// @throws IllegalArgumentException if there is anything else in it, or a number that JSON cannot hold
    public static String write(@Nullable Object value) {
        StringBuilder json = new StringBuilder();
        write(value, json);
        return json.toString();
    }

    private static void write(@Nullable Object value, StringBuilder json) {
        switch (value) {
            case null -> json.append("null");
            case Boolean bool -> json.append(bool);
            case String text -> writeString(text, json);
            case Long _, Integer _, Double _, Float _ -> writeNumber(((Number) value).doubleValue(), json);
            case List<?> list -> {
                json.append('[');
                for (int index = 0; index < list.size(); index++) {
                    json.append(index == 0 ? "" : ",");
                    write(list.get(index), json);
                }
                json.append(']');
            }
            case Map<?, ?> map -> writeObject(map, json);
            default -> throw new IllegalArgumentException("JSON has no such value: " + value);
        }
    }

    private static void writeObject(Map<?, ?> map, StringBuilder json) {
        // String's own order is that of UTF-16 units.
        String[] names = map.keySet().stream().map(String.class::cast).toArray(String[]::new);
        Arrays.sort(names);
        json.append('{');
        for (int index = 0; index < names.length; index++) {
            json.append(index == 0 ? "" : ",");
            writeString(names[index], json);
            json.append(':');
            write(map.get(names[index]), json);
        }
        json.append('}');
    }

    private static void writeString(String text, StringBuilder json) {
        json.append('"');
        for (int index = 0; index < text.length(); index++) {
            char c = text.charAt(index);
            switch (c) {
                case '"' -> json.append("\\\"");
                case '\\' -> json.append("\\\\");
                case '\b' -> json.append("\\b");
                case '\t' -> json.append("\\t");
                case '\n' -> json.append("\\n");
                case '\f' -> json.append("\\f");
                case '\r' -> json.append("\\r");
                default -> {
                    // Half of a surrogate pair has no UTF-8; it is escaped as ECMAScript does it.
                    if (c < ' ' || isLoneSurrogate(text, index)) {
                        json.append(String.format("\\u%04x", (int) c));
                    } else {
                        json.append(c);
                    }
                }
            }
        }
        json.append('"');
    }

    private static boolean isLoneSurrogate(String text, int index) {
        char c = text.charAt(index);
        if (Character.isHighSurrogate(c)) {
            return index + 1 == text.length() || !Character.isLowSurrogate(text.charAt(index + 1));
        }
        return Character.isLowSurrogate(c) && (index == 0 || !Character.isHighSurrogate(text.charAt(index - 1)));
    }

    /// The fewest digits that give the number back. Java finds the same, except that it never looks for fewer
    /// than two.
    private static BigDecimal shortest(double number) {
        BigDecimal digits = new BigDecimal(Double.toString(number)).stripTrailingZeros();
        BigDecimal one = digits.round(new MathContext(1, RoundingMode.HALF_EVEN));
        return one.doubleValue() == number ? one : digits;
    }

    /// ECMAScript's Number::toString.
    private static void writeNumber(double number, StringBuilder json) {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException("JSON has no number " + number);
        }
        if (number == 0) {
            json.append('0');
            return;
        }
        BigDecimal shortest = shortest(Math.abs(number));
        String digits = shortest.unscaledValue().toString();
        int point = digits.length() - shortest.scale();
        json.append(number < 0 ? "-" : "");
        if (point > DIGITS_BEFORE_POINT_LIMIT || point <= -ZEROS_AFTER_POINT_LIMIT) {
            json.append(digits.charAt(0));
            json.append(digits.length() > 1 ? "." : "").append(digits, 1, digits.length());
            json.append(point > 0 ? "e+" : "e").append(point - 1);
        } else if (point <= 0) {
            json.append("0.").repeat('0', -point).append(digits);
        } else if (digits.length() <= point) {
            json.append(digits).repeat('0', point - digits.length());
        } else {
            json.append(digits, 0, point).append('.').append(digits, point, digits.length());
        }
    }
}
