package dev.parallax.policy;

import dev.parallax.schema.Expression;
import dev.parallax.schema.Operand;
import java.util.Set;
import java.util.TreeSet;

/// Which fields of the row an expression compares. Stateless.
final class RowFields {
    private RowFields() {}

    /// In alphabetical order; of an `exists`, the field that its path starts from.
    static Set<String> named(Expression expression) {
        Set<String> names = new TreeSet<>();
        collect(expression, names);
        return names;
    }

    private static void collect(Expression expression, Set<String> names) {
        switch (expression) {
            case Expression.Constant ignored -> {}
            case Expression.And and -> and.terms().forEach(term -> collect(term, names));
            case Expression.Or or -> or.terms().forEach(term -> collect(term, names));
            case Expression.Not not -> collect(not.term(), names);
            case Expression.Exists exists -> names.add(exists.path().getFirst().localField());
            case Expression.Comparison comparison -> {
                collect(comparison.left(), names);
                collect(comparison.right(), names);
            }
        }
    }

    private static void collect(Operand operand, Set<String> names) {
        if (operand instanceof Operand.OfRow field) {
            names.add(field.field().name());
        }
    }
}
