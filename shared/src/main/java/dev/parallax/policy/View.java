package dev.parallax.policy;

import dev.parallax.schema.Expression;
import dev.parallax.schema.Field;
import dev.parallax.schema.Operand;
import dev.parallax.schema.Operation;
import dev.parallax.schema.Operator;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.SourceRange;
import java.util.List;

/// The rows of one record that satisfy a condition: all that a session may query, or those of them with one topic.
/// Immutable.
///
/// @param condition checked for the record; never weaker than its query permission
public record View(RecordType type, Expression condition) {
    /// All rows that a session may query.
    public static View of(RecordType type) {
        return new View(type, type.permission(Operation.QUERY));
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
        return new View(type, new Expression.And(List.of(isTopic, permission), SourceRange.NONE));
    }

    public String record() {
        return type.name();
    }
}
