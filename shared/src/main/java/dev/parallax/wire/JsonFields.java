package dev.parallax.wire;

import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads the fields of a message and says what is wrong with one in a sentence. Immutable.
///
/// @param path where `node` stands in its message, for errors; empty at the top
public record JsonFields(ObjectNode node, String path) {
    private static final Pattern UUID =
            Pattern.compile("\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{12}");

    public static JsonFields of(ObjectNode node) {
        return new JsonFields(node, "");
    }

    public String string(String name) {
        String value = optionalString(name);
        if (value == null) {
            throw wrong(name, "a string", null);
        }
        return value;
    }

    public @Nullable String optionalString(String name) {
        JsonNode value = present(name);
        if (value == null) {
            return null;
        }
        if (!value.isString()) {
            throw wrong(name, "a string", value);
        }
        return value.stringValue();
    }

    public long integer(String name) {
        Long value = optionalInteger(name);
        if (value == null) {
            throw wrong(name, "an integer", null);
        }
        return value;
    }

    public @Nullable Long optionalInteger(String name) {
        JsonNode value = present(name);
        if (value == null) {
            return null;
        }
        if (!value.isIntegralNumber()
                || !value.canConvertToLong()
                || Math.abs(value.longValue()) > Json.INTEGER_LIMIT) {
            throw wrong(name, "an integer of at most 2^53 − 1", value);
        }
        return value.longValue();
    }

    /// @throws InvalidJsonException if it is an integer out of the range, or no integer
    public @Nullable Long optionalInteger(String name, long from, long to) {
        Long value = optionalInteger(name);
        if (value != null && (value < from || value > to)) {
            throw new InvalidJsonException(
                    "`" + at(name) + "` must be from " + from + " to " + to + ", but it is " + value);
        }
        return value;
    }

    /// A UUID, in lower case.
    public String uuid(String name) {
        String value = string(name);
        if (!UUID.matcher(value).matches()) {
            throw new InvalidJsonException("`" + at(name) + "` must be a UUID");
        }
        return value.toLowerCase(Locale.ROOT);
    }

    public boolean flag(String name) {
        JsonNode value = present(name);
        if (value == null || !value.isBoolean()) {
            throw wrong(name, "a boolean", value);
        }
        return value.booleanValue();
    }

    public JsonFields object(String name) {
        JsonFields value = optionalObject(name);
        if (value == null) {
            throw wrong(name, "an object", null);
        }
        return value;
    }

    public @Nullable JsonFields optionalObject(String name) {
        JsonNode value = present(name);
        if (value == null) {
            return null;
        }
        if (!(value instanceof ObjectNode object)) {
            throw wrong(name, "an object", value);
        }
        return new JsonFields(object, at(name));
    }

    public ArrayNode array(String name) {
        if (present(name) instanceof ArrayNode array) {
            return array;
        }
        throw wrong(name, "an array", node.get(name));
    }

    public String at(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    public InvalidJsonException wrong(String name, String expected, @Nullable JsonNode actual) {
        String found = actual == null ? "it is missing" : "it is " + Json.name(actual);
        return new InvalidJsonException("`" + at(name) + "` must be " + expected + ", but " + found);
    }

    private @Nullable JsonNode present(String name) {
        JsonNode value = node.get(name);
        return value == null || value.isNull() ? null : value;
    }
}
