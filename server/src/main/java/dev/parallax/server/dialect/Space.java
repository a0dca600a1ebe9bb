package dev.parallax.server.dialect;

import dev.parallax.policy.View;
import dev.parallax.schema.Field;
import dev.parallax.schema.Link;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import dev.parallax.wire.InvalidJsonException;
import dev.parallax.wire.Json;
import dev.parallax.wire.Problem.Code;
import dev.parallax.wire.ProblemException;
import dev.parallax.wire.RowJson;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/// One value of a record's `@topic`, and the row behind it that says who may enter: whoever may query that row.
/// Immutable; belongs to one schema.
///
/// @param type of the rows in the space
/// @param topic its field
/// @param value of that field, of its type's class
/// @param door the record of the row that the topic links to
/// @param doorId that row's id
public record Space(RecordType type, Field topic, Object value, RecordType door, long doorId) {
    /// The space that a caller names.
    ///
    /// @param record null for the first record that has a topic
    /// @param text the topic's value as a path or a query writes it
    /// @throws ProblemException NOT_FOUND if there is no such record, or its topic links to no row; INVALID if the
    ///     value does not fit the topic's type
    public static Space of(Schema schema, @Nullable String record, String text) {
        RecordType type = typeOf(schema, record);
        Field topic = topicOf(type);
        return of(schema, type, topic, node(topic, text));
    }

    /// The space that a caller names in JSON.
    ///
    /// @throws ProblemException as [#of(Schema, String, String)]
    public static Space of(Schema schema, String record, JsonNode value) {
        RecordType type = typeOf(schema, record);
        return of(schema, type, topicOf(type), value);
    }

    private static Space of(Schema schema, RecordType type, Field topic, JsonNode node) {
        Object value;
        try {
            value = RowJson.value(topic, node);
        } catch (InvalidJsonException e) {
            throw new ProblemException(Code.INVALID, e.getMessage());
        }
        Link link = type.links().stream()
                .filter(each -> !each.many() && each.localField().equals(topic.name()))
                .findFirst()
                .orElseThrow(Space::absent);
        return new Space(
                type,
                topic,
                Optional.ofNullable(value).orElseThrow(Space::absent),
                schema.require(link.target()),
                id(value).orElseThrow(Space::absent));
    }

    private static RecordType typeOf(Schema schema, @Nullable String record) {
        return schema.records().stream()
                .filter(type -> type.topic() != null && (record == null || record.equals(type.name())))
                .findFirst()
                .orElseThrow(() -> new ProblemException(
                        Code.NOT_FOUND,
                        record == null
                                ? "no record has a `@topic`"
                                : "there is no record `" + record + "` with a `@topic`"));
    }

    private static Field topicOf(RecordType type) {
        String topic = type.topic();
        return Optional.ofNullable(topic).flatMap(type::field).orElseThrow(Space::absent);
    }

    private static JsonNode node(Field topic, String text) {
        try {
            return switch (topic.type()) {
                case INT -> Json.MAPPER.getNodeFactory().numberNode(Long.parseLong(text));
                case FLOAT -> Json.MAPPER.getNodeFactory().numberNode(Double.parseDouble(text));
                case BOOL -> Json.MAPPER.getNodeFactory().booleanNode(text.equals("true"));
                case STRING, DATE_TIME -> Json.MAPPER.getNodeFactory().stringNode(text);
            };
        } catch (NumberFormatException e) {
            // The field says what it must be.
            return Json.MAPPER.getNodeFactory().stringNode(text);
        }
    }

    /// Links of one row lead to an id, so only whole numbers lead anywhere.
    private static Optional<Long> id(@Nullable Object value) {
        return switch (value) {
            case Long id -> Optional.of(id);
            case Double number when number == Math.rint(number) -> Optional.of(number.longValue());
            case null, default -> Optional.empty();
        };
    }

    /// What is said of a space that is not there, and of one that the session may not enter.
    public static ProblemException absent() {
        return new ProblemException(Code.NOT_FOUND, "there is no such space");
    }

    /// The rows in it.
    public View view() {
        return View.ofTopic(type, value);
    }

    /// Whether the session may enter.
    Question.Sight sight() {
        return new Question.Sight(door, doorId);
    }

    Selection selection() {
        return new Selection(type.name(), topic.name(), value);
    }
}
