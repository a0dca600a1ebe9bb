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
/// @param field whose value is given, or null for all that a session may query
/// @param value of that field, or null for all that a session may query
public record View(
        RecordType type,
        Expression condition,
        @Nullable String field,
        @Nullable Object value) {
    /// All rows that a session may query.
    public static View of(RecordType type) {
        return new View(type, type.permission(Operation.QUERY), null, null);
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
        return where(type, topic, value);
    }

    /// Those of them whose `field` is `value`.
    ///
    /// @param value of the class that the field's type names
    /// @throws IllegalArgumentException if the record has no such field
    public static View where(RecordType type, String field, Object value) {
        Field compared = type.field(field)
                .orElseThrow(() ->
                        new IllegalArgumentException("record `" + type.name() + "` has no field `" + field + "`"));
        Expression holds = new Expression.Comparison(
                new Operand.OfRow(compared, SourceRange.NONE),
                Operator.EQUAL,
                new Operand.Literal(value, SourceRange.NONE),
                SourceRange.NONE);
        Expression permission = type.permission(Operation.QUERY);
        return new View(type, new Expression.And(List.of(holds, permission), SourceRange.NONE), field, value);
    }

    /// The same view of another schema; empty if that has no such record, or no such field.
    public Optional<View> in(Schema schema) {
        return schema.record(record()).flatMap(next -> next.equals(type) ? Optional.of(this) : rebuilt(next));
    }

    private Optional<View> rebuilt(RecordType next) {
        String name = field;
        Object wanted = value;
        if (name == null || wanted == null) {
            return Optional.of(of(next));
        }
        boolean fits = next.field(name)
                .filter(found -> found.type().javaType().isInstance(wanted))
                .isPresent();
        return fits ? Optional.of(where(next, name, wanted)) : Optional.empty();
    }

    public String record() {
        return type.name();
    }
}
