package dev.parallax.server.engine;

import dev.parallax.schema.Expression;
import dev.parallax.schema.Field;
import dev.parallax.schema.Operation;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;

/// What a schema must not ask for, beyond the language's own rules. Stateless.
final class SupportedSchema {
    private SupportedSchema() {}

    /// @throws UnsupportedSchemaException naming the first thing
    static void require(Schema schema) {
        for (RecordType type : schema.records()) {
            requireNoExists(type, type.permission(Operation.QUERY));
            for (Field field : type.fields()) {
                if (Arguments.RESERVED.contains(field.name())) {
                    throw new UnsupportedSchemaException(
                            at(field.range().line(), field.range().column())
                                    + "record `" + type.name() + "` cannot have a field `" + field.name()
                                    + "`: that is an argument of every change");
                }
            }
        }
    }

    private static void requireNoExists(RecordType type, Expression expression) {
        switch (expression) {
            case Expression.Constant ignored -> {}
            case Expression.Comparison ignored -> {}
            case Expression.Not not -> requireNoExists(type, not.term());
            case Expression.And and -> and.terms().forEach(term -> requireNoExists(type, term));
            case Expression.Or or -> or.terms().forEach(term -> requireNoExists(type, term));
            case Expression.Exists exists ->
                throw new UnsupportedSchemaException(
                        at(exists.range().line(), exists.range().column())
                                + "the permission to query `" + type.name()
                                + "` uses `exists`, which cannot be kept up live yet; it can stand in insert, update and"
                                + " delete");
        }
    }

    private static String at(int line, int column) {
        return "line " + line + ", column " + column + ": ";
    }
}
