package dev.parallax.wire;

import dev.parallax.change.Row;
import dev.parallax.change.RowShape;
import dev.parallax.change.Version;
import dev.parallax.schema.Field;
import dev.parallax.schema.RecordType;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Rows and values as JSON: Int and Float as numbers, Bool as a boolean, DateTime as text, null as null.
/// Thread-safe.
public final class RowJson {
    private static final String ID = "id";
    /// Clients know no schema, so they find a row's shape by its field names. Bounded by the number of distinct
    /// shapes; past the limit, shapes are simply not shared.
    private static final int SHAPES_LIMIT = 1_000;

    private static final Map<RowShape, RowShape> SHAPES = new ConcurrentHashMap<>();

    private RowJson() {}

    /// The shape of the rows of a declared record: its fields in order, then `updatedAt`.
    public static RowShape shape(RecordType type) {
        List<String> names =
                new ArrayList<>(type.fields().stream().map(Field::name).toList());
        names.add(Field.UPDATED_AT.name());
        return shared(new RowShape(type.name(), names, type.idField()));
    }

    public static ObjectNode encode(Row row) {
        ObjectNode node = Json.object();
        List<String> fields = row.shape().fields();
        for (int index = 0; index < fields.size(); index++) {
            put(node, fields.get(index), row.get(index));
        }
        return node;
    }

    public static ObjectNode encode(Map<String, ? extends @Nullable Object> values) {
        ObjectNode node = Json.object();
        values.forEach((name, value) -> put(node, name, value));
        return node;
    }

    /// Reads a row without a schema: the id field is `id`, a DateTime stays text.
    ///
    /// @throws InvalidJsonException if a value is an object or an array, or `id` or `updatedAt` is missing
    public static Row decode(String record, ObjectNode node) {
        List<String> names = List.copyOf(node.propertyNames());
        if (!(node.path(ID).isIntegralNumber()
                && node.path(Field.UPDATED_AT.name()).isIntegralNumber())) {
            throw new InvalidJsonException("a row of `" + record + "` needs the integers `id` and `updatedAt`");
        }
        RowShape shape = shared(new RowShape(record, names, ID));
        List<@Nullable Object> values = new ArrayList<>(names.size());
        for (String name : names) {
            values.add(plain(name, node.get(name)));
        }
        return new Row(shape, values);
    }

    /// Reads values without a schema, as [#encode(Map)] writes them: a DateTime stays text.
    ///
    /// @throws InvalidJsonException if a value is an object or an array
    public static Map<String, @Nullable Object> decodeValues(ObjectNode node) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        node.forEachEntry((name, value) -> values.put(name, plain(name, value)));
        return values;
    }

    /// Reads a row of a declared record; a field that is absent is null, so that stored images outlive new fields.
    ///
    /// @throws InvalidJsonException if a value does not fit its field
    public static Row decode(RecordType type, RowShape shape, ObjectNode node) {
        List<@Nullable Object> values = new ArrayList<>(shape.fields().size());
        for (String name : shape.fields()) {
            values.add(value(type.field(name).orElseThrow(), node.path(name)));
        }
        return new Row(shape, values);
    }

    /// Reads what is left of a row that was written when its record may have been declared otherwise: a field that is
    /// absent, or holds another type, is null.
    public static Row decodeFormer(RecordType type, RowShape shape, ObjectNode node) {
        List<@Nullable Object> values = new ArrayList<>(shape.fields().size());
        for (String name : shape.fields()) {
            values.add(former(type.field(name).orElseThrow(), node.path(name)));
        }
        return new Row(shape, values);
    }

    private static @Nullable Object former(Field field, JsonNode node) {
        try {
            return value(field, node);
        } catch (InvalidJsonException otherType) {
            return null;
        }
    }

    /// The values of a row without a schema: a DateTime stays text.
    ///
    /// @throws InvalidJsonException if one is an object or an array
    public static Map<String, @Nullable Object> values(ObjectNode node) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        node.properties().forEach(entry -> values.put(entry.getKey(), plain(entry.getKey(), entry.getValue())));
        return values;
    }

    /// Reads a value for a declared field. Whether null is allowed is the caller's question.
    ///
    /// @throws InvalidJsonException naming the field, what it must be, and what was found
    public static @Nullable Object value(Field field, JsonNode node) {
        if (node.isNull() || node.isMissingNode()) {
            return null;
        }
        Object value = switch (field.type()) {
            case INT -> integer(node);
            case FLOAT -> real(node);
            case STRING -> node.isString() ? node.stringValue() : null;
            case BOOL -> node.isBoolean() ? node.booleanValue() : null;
            case DATE_TIME -> instant(node);
        };
        if (value == null) {
            throw new InvalidJsonException(
                    "`" + field.name() + "` must be " + expected(field) + ", but it is " + found(node));
        }
        return value;
    }

    /// The value as a client without a schema holds it: an Instant becomes its text.
    public static @Nullable Object plain(@Nullable Object value) {
        return value instanceof Instant instant ? Version.text(instant) : value;
    }

    private static @Nullable Long integer(JsonNode node) {
        boolean fits = node.isIntegralNumber()
                && node.canConvertToLong()
                && node.longValue() >= -Json.INTEGER_LIMIT
                && node.longValue() <= Json.INTEGER_LIMIT;
        return fits ? (Long) node.longValue() : null;
    }

    private static @Nullable Double real(JsonNode node) {
        if (!node.isNumber()) {
            return null;
        }
        double value = node.decimalValue().doubleValue();
        return Double.isFinite(value) ? (Double) value : null;
    }

    private static @Nullable Instant instant(JsonNode node) {
        if (!node.isString()) {
            return null;
        }
        try {
            return Version.parseInstant(node.stringValue());
        } catch (DateTimeException e) {
            return null;
        }
    }

    private static String expected(Field field) {
        return switch (field.type()) {
            case INT -> "an integer of at most 2^53 − 1 in magnitude";
            case FLOAT -> "a finite number";
            case STRING -> "a string";
            case BOOL -> "a boolean";
            case DATE_TIME -> "a date and time such as `2026-01-31T12:00:00.000000Z`";
        };
    }

    private static String found(JsonNode node) {
        boolean sameKind = node.isNumber() || node.isString();
        String text = sameKind ? node.asString() : "";
        return sameKind && text.length() <= 40 ? "`" + text + "`" : Json.name(node);
    }

    private static @Nullable Object plain(String name, JsonNode node) {
        return switch (node.getNodeType()) {
            case NULL, MISSING -> null;
            case STRING -> node.stringValue();
            case BOOLEAN -> node.booleanValue();
            case NUMBER -> number(node);
            case OBJECT, ARRAY, BINARY, POJO ->
                throw new InvalidJsonException(
                        "`" + name + "` of a row must be a scalar, but it is " + Json.name(node));
        };
    }

    private static Object number(JsonNode node) {
        return node.isIntegralNumber() && node.canConvertToLong()
                ? (Object) node.longValue()
                : (Object) node.decimalValue().doubleValue();
    }

    private static void put(ObjectNode node, String name, @Nullable Object value) {
        switch (value) {
            case null -> node.putNull(name);
            case Long integer -> node.put(name, integer.longValue());
            case Double real -> node.put(name, real.doubleValue());
            case Boolean flag -> node.put(name, flag.booleanValue());
            case String text -> node.put(name, text);
            case Instant instant -> node.put(name, Version.text(instant));
            default -> throw new IllegalArgumentException("no JSON for a value of `" + name + "`");
        }
    }

    private static RowShape shared(RowShape shape) {
        RowShape known = SHAPES.get(shape);
        if (known != null) {
            return known;
        }
        if (SHAPES.size() < SHAPES_LIMIT) {
            RowShape raced = SHAPES.putIfAbsent(shape, shape);
            return raced == null ? shape : raced;
        }
        return shape;
    }
}
