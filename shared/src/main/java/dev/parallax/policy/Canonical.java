package dev.parallax.policy;

import dev.parallax.schema.Expression;
import dev.parallax.schema.Link;
import dev.parallax.schema.Operand;
import dev.parallax.schema.Operator;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// One text for all ways to write the same condition: layout, comments, the order of the arguments of And and
/// Or, their nesting within themselves, the sides of a comparison and the names of links do not count.
/// Different texts may still mean the same; the same text never means two things.
public final class Canonical {
    private static final String TRUE = "true";
    private static final String FALSE = "false";

    private Canonical() {}

    public static String text(Expression expression) {
        return switch (expression) {
            case Expression.Constant constant -> constant.value() ? TRUE : FALSE;
            case Expression.And and -> junction("and", and.terms(), TRUE, FALSE);
            case Expression.Or or -> junction("or", or.terms(), FALSE, TRUE);
            case Expression.Not not -> negation(not.term());
            case Expression.Comparison comparison -> comparison(comparison);
            case Expression.Exists exists ->
                "exists(" + exists.path().stream().map(Canonical::link).collect(Collectors.joining(";")) + ":"
                        + text(exists.body()) + ")";
        };
    }

    /// @param neutral the part that changes nothing
    /// @param decisive the part that decides alone
    private static String junction(String kind, List<Expression> terms, String neutral, String decisive) {
        Set<String> parts = new TreeSet<>();
        flatten(kind, terms, parts);
        parts.remove(neutral);
        if (parts.contains(decisive)) {
            return decisive;
        }
        return switch (parts.size()) {
            case 0 -> neutral;
            case 1 -> parts.iterator().next();
            default -> kind + "(" + String.join(",", parts) + ")";
        };
    }

    private static void flatten(String kind, List<Expression> terms, Set<String> parts) {
        for (Expression term : terms) {
            switch (term) {
                case Expression.And and when kind.equals("and") -> flatten(kind, and.terms(), parts);
                case Expression.Or or when kind.equals("or") -> flatten(kind, or.terms(), parts);
                default -> parts.add(text(term));
            }
        }
    }

    private static String negation(Expression term) {
        if (term instanceof Expression.Not inner) {
            return text(inner.term());
        }
        String text = text(term);
        return text.equals(TRUE) ? FALSE : text.equals(FALSE) ? TRUE : "not(" + text + ")";
    }

    private static String comparison(Expression.Comparison comparison) {
        String left = operand(comparison.left());
        String right = operand(comparison.right());
        return switch (comparison.operator()) {
            case EQUAL, NOT_EQUAL ->
                left.compareTo(right) <= 0
                        ? infix(left, comparison.operator(), right)
                        : infix(right, comparison.operator(), left);
            case GREATER -> infix(right, Operator.LESS, left);
            case GREATER_OR_EQUAL -> infix(right, Operator.LESS_OR_EQUAL, left);
            case LESS, LESS_OR_EQUAL, IN, NOT_IN, STARTS_WITH -> infix(left, comparison.operator(), right);
        };
    }

    private static String infix(String left, Operator operator, String right) {
        return "(" + left + " " + operator.symbol() + " " + right + ")";
    }

    private static String link(Link link) {
        return link.localField() + "=" + link.target() + "." + link.targetField();
    }

    private static String operand(Operand operand) {
        return switch (operand) {
            // The dot tells a field named `true` from the literal.
            case Operand.OfRow field -> "." + field.field().name();
            case Operand.OfSession field -> "Session." + field.field().name();
            case Operand.Literal literal -> value(literal.value());
            case Operand.ListOf list ->
                list.items().stream()
                        .map(item -> value(item.value()))
                        .distinct()
                        .sorted()
                        .collect(Collectors.joining(",", "[", "]"));
        };
    }

    /// A value as a text that no other value has; numbers that are equal have the same.
    static String value(@Nullable Object value) {
        return switch (value == null ? null : Scalars.key(value)) {
            case null -> "null";
            case String text -> "\"" + text.replace("\\", "\\\\").replace("\"", "\\\"") + "\"";
            case Instant instant -> "@" + instant;
            case Object number -> number.toString();
        };
    }
}
