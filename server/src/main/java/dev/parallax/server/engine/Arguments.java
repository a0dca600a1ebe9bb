package dev.parallax.server.engine;

import dev.parallax.schema.Field;
import dev.parallax.schema.RecordType;
import dev.parallax.server.session.FieldValues;
import dev.parallax.wire.Json;
import dev.parallax.wire.Problem;
import dev.parallax.wire.Problem.Code;
import dev.parallax.wire.Problem.FieldError;
import dev.parallax.wire.ProblemException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads the arguments of one operation and gathers everything that is wrong with them. Confined to one thread.
final class Arguments {
    static final String REQUEST_ID = "requestId";
    static final String BASE_VERSION = "baseVersion";
    /// Arguments that are not fields; a record cannot have fields of these names.
    static final Set<String> RESERVED = Set.of(REQUEST_ID, BASE_VERSION);

    /// Enough to mend a request by; more would only cost.
    private static final int ERRORS_LIMIT = 100;

    private static final Pattern UUID =
            Pattern.compile("\\p{XDigit}{8}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{4}-\\p{XDigit}{12}");

    private final ObjectNode node;
    private final String path;
    private final List<FieldError> errors;

    /// @param path before the names of arguments in errors; empty at the top
    Arguments(ObjectNode node, String path, List<FieldError> errors) {
        this.node = node;
        this.path = path;
        this.errors = errors;
    }

    /// @throws ProblemException INVALID if anything was wrong
    static void requireNone(List<FieldError> errors) {
        if (errors.isEmpty()) {
            return;
        }
        String detail = errors.size() == 1 ? errors.getFirst().message() : errors.size() + " arguments are wrong";
        List<FieldError> shown = errors.subList(0, Math.min(errors.size(), ERRORS_LIMIT));
        throw new ProblemException(new Problem(Code.INVALID, Code.INVALID.status(), detail, shown));
    }

    /// How many things were found wrong so far.
    int count() {
        return errors.size();
    }

    void wrong(String name, String message) {
        errors.add(new FieldError(path + name, message));
    }

    void refuseUnknown(Set<String> known, String where) {
        for (String name : node.propertyNames()) {
            if (!known.contains(name)) {
                wrong(name, "`" + name + "` is unknown " + where);
            }
        }
    }

    /// The values of the named fields, all but those in `besides`.
    Map<String, @Nullable Object> fields(RecordType type, Set<String> besides) {
        Map<String, @Nullable Object> values = new LinkedHashMap<>();
        for (String name : node.propertyNames()) {
            if (besides.contains(name)) {
                continue;
            }
            Field field = type.field(name).orElse(null);
            if (field == null) {
                wrong(name, "`" + name + "` is not a field of `" + type.name() + "`");
            } else if (name.equals(type.idField()) || name.equals(Field.UPDATED_AT.name())) {
                wrong(name, "`" + name + "` is assigned by the server");
            } else {
                FieldValues.Checked checked = FieldValues.check(field, node.get(name));
                switch (checked) {
                    case FieldValues.Fits fits -> values.put(name, fits.value());
                    case FieldValues.Wrong wrong -> wrong(name, wrong.message());
                }
            }
        }
        return values;
    }

    void requirePresent(RecordType type) {
        for (Field field : type.fields()) {
            boolean optional = field.nullable()
                    || field.defaultValue() != null
                    || field.name().equals(type.idField());
            if (!optional && !node.has(field.name())) {
                wrong(field.name(), "`" + field.name() + "` is missing");
            }
        }
    }

    /// The id argument; 0 after an error.
    long id(RecordType type) {
        Long id = integer(type.idField());
        if (id == null && !node.hasNonNull(type.idField())) {
            wrong(type.idField(), "`" + type.idField() + "` is missing");
        }
        return id == null ? 0 : id;
    }

    /// An integer argument; null if it is missing, null or wrong.
    @Nullable
    Long integer(String name) {
        JsonNode value = node.path(name);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        boolean fits = value.isIntegralNumber()
                && value.canConvertToLong()
                && Math.abs(value.longValue()) <= Json.INTEGER_LIMIT;
        if (!fits) {
            wrong(name, "`" + name + "` must be an integer of at most 2^53 − 1 in magnitude");
            return null;
        }
        return value.longValue();
    }

    /// In lower case, or null if there is none.
    @Nullable
    String requestId() {
        JsonNode value = node.path(REQUEST_ID);
        if (value.isMissingNode() || value.isNull()) {
            return null;
        }
        if (!value.isString() || !UUID.matcher(value.stringValue()).matches()) {
            wrong(REQUEST_ID, "`" + REQUEST_ID + "` must be a UUID");
            return null;
        }
        return value.stringValue().toLowerCase(Locale.ROOT);
    }
}
