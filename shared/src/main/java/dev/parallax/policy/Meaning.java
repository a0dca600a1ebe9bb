package dev.parallax.policy;

import dev.parallax.schema.Expression;
import dev.parallax.schema.Field;
import dev.parallax.schema.Link;
import dev.parallax.schema.Operand;
import dev.parallax.schema.Operation;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import java.util.Collection;
import java.util.Optional;
import java.util.TreeSet;

/// What a schema says about who may query a record, as one text: the meaning of the query permission, the record's
/// columns, and the types of the linked fields and the session fields that the permission asks about. While it is
/// the same, a session's rows depend on nothing of the schema; when it differs, clients resynchronise the record.
/// Stateless.
public final class Meaning {
    private Meaning() {}

    /// @return empty if there is no such record
    public static Optional<String> of(Schema schema, String record) {
        return schema.record(record).map(type -> text(schema, type));
    }

    private static String text(Schema schema, RecordType type) {
        Expression permission = type.permission(Operation.QUERY);
        Collection<String> asked = new TreeSet<>();
        collect(schema, type, permission, asked);
        Collection<String> columns = new TreeSet<>();
        type.fields().forEach(field -> columns.add(column(type, field)));
        return type.idField() + "\n" + columns + "\n" + asked + "\n" + Canonical.text(permission);
    }

    private static void collect(Schema schema, RecordType type, Expression expression, Collection<String> asked) {
        switch (expression) {
            case Expression.Constant ignored -> {}
            case Expression.Not not -> collect(schema, type, not.term(), asked);
            case Expression.And and -> and.terms().forEach(term -> collect(schema, type, term, asked));
            case Expression.Or or -> or.terms().forEach(term -> collect(schema, type, term, asked));
            case Expression.Comparison comparison -> {
                collect(type, comparison.left(), asked);
                collect(type, comparison.right(), asked);
            }
            case Expression.Exists exists -> {
                RecordType from = type;
                for (Link link : exists.path()) {
                    RecordType to = schema.require(link.target());
                    asked.add(to.name() + " by " + to.idField());
                    from.field(link.localField())
                            .map(field -> column(type, field))
                            .ifPresent(asked::add);
                    to.field(link.targetField()).map(field -> column(to, field)).ifPresent(asked::add);
                    from = to;
                }
                collect(schema, from, exists.body(), asked);
            }
        }
    }

    private static void collect(RecordType type, Operand operand, Collection<String> asked) {
        switch (operand) {
            case Operand.OfRow row -> asked.add(column(type, row.field()));
            case Operand.OfSession session ->
                asked.add("Session." + session.field().name() + " "
                        + session.field().type().keyword());
            case Operand.Literal ignored -> {}
            case Operand.ListOf ignored -> {}
        }
    }

    private static String column(RecordType type, Field field) {
        return type.name() + "." + field.name() + " " + field.type().keyword() + (field.nullable() ? "?" : "");
    }
}
