package dev.parallax.policy;

import dev.parallax.schema.Expression;
import dev.parallax.schema.Operand;
import java.util.Set;
import java.util.TreeSet;

/// Which session fields an expression names: sessions that agree on them may see the same rows.
public final class SessionFields {
    private SessionFields() {}

    /// In alphabetical order.
    public static Set<String> named(Expression expression) {
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
            case Expression.Exists exists -> collect(exists.body(), names);
            case Expression.Comparison comparison -> {
                collect(comparison.left(), names);
                collect(comparison.right(), names);
            }
        }
    }

    private static void collect(Operand operand, Set<String> names) {
        if (operand instanceof Operand.OfSession field) {
            names.add(field.field().name());
        }
    }
}
