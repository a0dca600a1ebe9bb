package dev.parallax.bundle;

import dev.parallax.change.Row;
import dev.parallax.schema.RecordType;
import dev.parallax.wire.InvalidJsonException;
import dev.parallax.wire.Json;
import dev.parallax.wire.RowJson;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// One line of a file that is an object in JSON; whatever is wrong with it is said with line and column. Immutable.
final class JsonLine {
    private static final Pattern PLACE = Pattern.compile(" at line \\d+, column (\\d+)");

    private final String entry;
    private final int number;
    private final String text;
    private final ObjectNode node;

    private JsonLine(String entry, int number, String text, ObjectNode node) {
        this.entry = entry;
        this.number = number;
        this.text = text;
        this.node = node;
    }

    /// @param number of the line, from 1
    static JsonLine parse(String entry, int number, String text) throws FormatException {
        try {
            return new JsonLine(entry, number, text, Json.parseObject(text));
        } catch (InvalidJsonException e) {
            String sentence = String.valueOf(e.getMessage());
            Matcher place = PLACE.matcher(sentence);
            int column = place.find() ? Integer.parseInt(place.group(1)) : 1;
            throw new FormatException(
                    entry, number, column, PLACE.matcher(sentence).replaceFirst(""));
        }
    }

    int number() {
        return number;
    }

    boolean has(String name) {
        return node.has(name) && !node.path(name).isNull();
    }

    String text(String name) throws FormatException {
        JsonNode value = node.path(name);
        if (!value.isString()) {
            throw wrong(name, "must be a text");
        }
        return value.stringValue();
    }

    @Nullable
    String textOrNull(String name) throws FormatException {
        return has(name) ? text(name) : null;
    }

    long integer(String name, long least, long most) throws FormatException {
        JsonNode value = node.path(name);
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || value.longValue() < least
                || value.longValue() > most) {
            throw wrong(name, "must be an integer from " + least + " to " + most);
        }
        return value.longValue();
    }

    /// A version, or a time in microseconds.
    long version(String name) throws FormatException {
        return integer(name, 0, Json.INTEGER_LIMIT);
    }

    double real(String name, double least, double most) throws FormatException {
        JsonNode value = node.path(name);
        if (!value.isNumber() || !(value.doubleValue() >= least && value.doubleValue() <= most)) {
            throw wrong(name, "must be a number from " + least + " to " + most);
        }
        return value.doubleValue();
    }

    boolean flag(String name) throws FormatException {
        JsonNode value = node.path(name);
        if (!value.isBoolean()) {
            throw wrong(name, "must be true or false");
        }
        return value.booleanValue();
    }

    ObjectNode object(String name) throws FormatException {
        if (node.get(name) instanceof ObjectNode object) {
            return object;
        }
        throw wrong(name, "must be an object");
    }

    ArrayNode array(String name) throws FormatException {
        if (node.get(name) instanceof ArrayNode array) {
            return array;
        }
        throw wrong(name, "must be a list");
    }

    /// Scalars by name, as a client without a schema holds them.
    Map<String, @Nullable Object> values(String name) throws FormatException {
        try {
            return RowJson.decodeValues(object(name));
        } catch (InvalidJsonException e) {
            throw wrong(name, "must hold plain values: " + e.getMessage());
        }
    }

    /// An object inside this line: what is wrong with it is wrong with the line.
    JsonLine inside(String name, JsonNode content) throws FormatException {
        if (content instanceof ObjectNode object) {
            return new JsonLine(entry, number, text, object);
        }
        throw wrong(name, "must hold objects");
    }

    <E extends Enum<E>> E keyword(String name, Class<E> type) throws FormatException {
        String found = text(name);
        for (E value : type.getEnumConstants()) {
            if (value.name().equals(found)) {
                return value;
            }
        }
        throw wrong(name, "must not be `" + shortened(found) + "`");
    }

    /// A row as a client holds it, which knows no schema.
    Row row(String record, @Nullable JsonNode content) throws FormatException {
        try {
            if (content instanceof ObjectNode object) {
                return RowJson.decode(record, object);
            }
        } catch (InvalidJsonException e) {
            throw wrong(record, "has a row that is none: " + e.getMessage());
        }
        throw wrong(record, "must hold rows");
    }

    /// A row as the server holds it.
    Row row(RecordType type, @Nullable JsonNode content) throws FormatException {
        try {
            if (content instanceof ObjectNode object) {
                return RowJson.decode(type, RowJson.shape(type), object);
            }
        } catch (InvalidJsonException e) {
            throw wrong(type.name(), "has a row that is none: " + e.getMessage());
        }
        throw wrong(type.name(), "must hold a row");
    }

    /// @param name what is wrong; its place in the line is told, where it is there
    FormatException wrong(String name, String must) {
        return new FormatException(
                entry, number, Math.max(0, text.indexOf('"' + name + '"')) + 1, "`" + name + "` " + must + ".");
    }

    static String shortened(String text) {
        return text.length() <= 40 ? text : text.substring(0, 40) + "…";
    }
}
