package dev.parallax.policy;

import dev.parallax.schema.Expression;
import dev.parallax.schema.Field;
import dev.parallax.schema.Operand;
import dev.parallax.schema.Operation;
import dev.parallax.schema.Operator;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import dev.parallax.schema.SourceRange;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The rows of one record that satisfy a condition: all that a session may query, or those of them with one topic.
/// Immutable.
///
/// @param condition checked for the record; never weaker than its query permission
/// @param topic the topic's value, or null for rows of every topic
public record View(
        RecordType type, Expression condition, @Nullable Object topic) {
    /// All rows that a session may query.
    public static View of(RecordType type) {
        return new View(type, type.permission(Operation.QUERY), null);
    }

    /// Those of them whose topic is `value`.
    ///
    /// @param value of the class that the topic field's type names
    /// @throws IllegalArgumentException if the record has no topic
    public static View ofTopic(RecordType type, Object value) {
        String topic = type.topic();
        if (topic == null) {
            throw new IllegalArgumentException("record `" + type.name() + "` has no `@topic`");
        }
        Field field = type.field(topic).orElseThrow();
        Expression isTopic = new Expression.Comparison(
                new Operand.OfRow(field, SourceRange.NONE),
                Operator.EQUAL,
                new Operand.Literal(value, SourceRange.NONE),
                SourceRange.NONE);
        Expression permission = type.permission(Operation.QUERY);
        return new View(type, new Expression.And(List.of(isTopic, permission), SourceRange.NONE), value);
    }

    /// The same view of another schema; empty if that has no such record, or no such topic.
    public Optional<View> in(Schema schema) {
        return schema.record(record()).flatMap(next -> next.equals(type) ? Optional.of(this) : rebuilt(next));
    }

    private Optional<View> rebuilt(RecordType next) {
        Object value = topic;
        if (value == null) {
            return Optional.of(of(next));
        }
        String field = next.topic();
        boolean fits = field != null
                && next.field(field).orElseThrow().type().javaType().isInstance(value);
        return fits ? Optional.of(ofTopic(next, value)) : Optional.empty();
    }

    public String record() {
        return type.name();
    }
}
