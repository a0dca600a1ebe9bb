package dev.parallax.server.session;

import dev.parallax.schema.Field;
import dev.parallax.wire.InvalidJsonException;
import dev.parallax.wire.RowJson;
import java.time.Instant;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// Checks JSON values for declared fields, of records and of the session alike. Stateless.
public final class FieldValues {
    /// What a DateTime can be: years of four digits, which every reader of ISO-8601 understands.
    private static final Instant EARLIEST = Instant.parse("0000-01-01T00:00:00Z");

    private static final Instant LATEST = Instant.parse("9999-12-31T23:59:59.999999Z");

    private FieldValues() {}

    /// What came of a check.
    public sealed interface Checked {}

    public record Fits(@Nullable Object value) implements Checked {}

    /// @param message one sentence
    public record Wrong(String message) implements Checked {}

    public static Checked check(Field field, JsonNode node) {
        if (node.isNull()) {
            return field.nullable() ? new Fits(null) : new Wrong("`" + field.name() + "` must not be null");
        }
        try {
            Object value = RowJson.value(field, node);
            return switch (value) {
                case String text
                when hasLoneSurrogate(text) ->
                    new Wrong("`" + field.name() + "` holds half of a surrogate pair, which is no character");
                case Instant instant
                when instant.isBefore(EARLIEST) || instant.isAfter(LATEST) ->
                    new Wrong("`" + field.name() + "` must lie in the years 0000 to 9999");
                case null, default -> new Fits(value);
            };
        } catch (InvalidJsonException e) {
            return new Wrong(String.valueOf(e.getMessage()));
        }
    }

    /// Such text has no UTF-8 and could not be sent to anyone.
    private static boolean hasLoneSurrogate(String text) {
        return text.codePoints().anyMatch(c -> c >= Character.MIN_SURROGATE && c <= Character.MAX_SURROGATE);
    }
}
