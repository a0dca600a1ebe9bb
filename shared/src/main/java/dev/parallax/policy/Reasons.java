package dev.parallax.policy;

import dev.parallax.change.Row;
import dev.parallax.change.Version;
import dev.parallax.schema.Expression;
import dev.parallax.schema.Operand;
import dev.parallax.schema.Operator;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Words for what decided a verdict: only the parts that did, as facts about this row and this session.
final class Reasons {
    /// A sentence with more is no longer read.
    private static final int REASONS_LIMIT = 4;

    private static final int VALUE_CHARACTERS_LIMIT = 40;

    private final Row row;
    private final SessionValues session;

    Reasons(Row row, SessionValues session) {
        this.row = row;
        this.session = session;
    }

    /// @param node of `expression`
    String because(Expression expression, Explanation.Node node) {
        Set<String> reasons = new LinkedHashSet<>();
        collect(expression, node, reasons);
        String first = reasons.stream().limit(REASONS_LIMIT).collect(Collectors.joining("; and "));
        int more = reasons.size() - REASONS_LIMIT;
        return more <= 0 ? first : first + "; and " + more + (more == 1 ? " more reason" : " more reasons");
    }

    private void collect(Expression expression, Explanation.Node node, Set<String> reasons) {
        switch (expression) {
            case Expression.Constant constant ->
                reasons.add(constant.value() ? "it is open to everyone" : "it is open to nobody");
            case Expression.Not not -> collect(not.term(), node.children().getFirst(), reasons);
            case Expression.And and -> collectDeciding(and.terms(), node, Truth.FALSE, reasons);
            case Expression.Or or -> collectDeciding(or.terms(), node, Truth.TRUE, reasons);
            case Expression.Comparison comparison -> reasons.add(compared(comparison, node.truth()));
            case Expression.Exists ignored -> reasons.add(linked(node.linked()));
        }
    }

    /// @param decisive the truth of a part that decides alone: then the first such part is the reason,
    /// else all are that
    ///     have not the opposite truth, or, for want of any, all
    private void collectDeciding(List<Expression> terms, Explanation.Node node, Truth decisive, Set<String> reasons) {
        for (int index = 0; index < terms.size(); index++) {
            Explanation.Node child = node.children().get(index);
            boolean decided = node.truth() == decisive;
            if (decided && child.truth() == decisive) {
                collect(terms.get(index), child, reasons);
                return;
            }
            boolean keptOpen = node.truth() == Truth.UNKNOWN && decisive == Truth.FALSE;
            if (!decided && (!keptOpen || child.truth() == Truth.UNKNOWN)) {
                collect(terms.get(index), child, reasons);
            }
        }
    }

    private static String linked(Explanation.@Nullable Linked linked) {
        if (linked == null || linked.tried() == 0) {
            return "no " + (linked == null ? "row" : linked.record()) + " is linked to it";
        }
        if (linked.matched() == 0) {
            return linked.tried() == 1
                    ? "the one linked " + linked.record() + " does not match"
                    : "none of the " + linked.tried() + " linked " + linked.record() + " rows matches";
        }
        String first =
                "the linked " + linked.record() + " " + linked.matchedIds().getFirst() + " matches";
        return linked.matched() == 1 ? first : first + " (and " + (linked.matched() - 1) + " more)";
    }

    private String compared(Expression.Comparison comparison, Truth truth) {
        Operand subject = comparison.left();
        Operand other = comparison.right();
        Operator operator = comparison.operator();
        if (name(subject) == null && name(other) != null && operator != Operator.STARTS_WITH) {
            subject = comparison.right();
            other = comparison.left();
            operator = mirrored(operator);
        }
        String is = subject(subject);
        if (truth == Truth.UNKNOWN) {
            return unknown(subject, other);
        }
        boolean holds = truth == Truth.TRUE;
        return switch (operator) {
            case EQUAL -> equality(is, subject, other, holds);
            case NOT_EQUAL -> equality(is, subject, other, !holds);
            case LESS -> is + (holds ? ", less than " : ", not less than ") + object(other);
            case LESS_OR_EQUAL -> is + (holds ? ", at most " : ", more than ") + object(other);
            case GREATER -> is + (holds ? ", more than " : ", not more than ") + object(other);
            case GREATER_OR_EQUAL -> is + (holds ? ", at least " : ", less than ") + object(other);
            case IN -> is + (holds ? ", one of " : ", none of ") + object(other);
            case NOT_IN -> is + (holds ? ", none of " : ", one of ") + object(other);
            case STARTS_WITH -> is + (holds ? ", which starts with " : ", which does not start with ") + object(other);
        };
    }

    private String equality(String is, Operand subject, Operand other, boolean equal) {
        boolean toLiteral = name(other) == null;
        if (toLiteral && (equal || value(subject) instanceof Boolean)) {
            return is;
        }
        return is + (equal ? ", the same as " + name(other) : ", not " + object(other));
    }

    private String unknown(Operand subject, Operand other) {
        if (value(subject) == null) {
            return subject(subject) + ", which matches nothing";
        }
        if (other instanceof Operand.ListOf) {
            return subject(subject) + ", and the list " + object(other) + " leaves that open";
        }
        return name(other) == null ? "nothing compares with Null" : subject(other) + ", which matches nothing";
    }

    private static Operator mirrored(Operator operator) {
        return switch (operator) {
            case LESS -> Operator.GREATER;
            case LESS_OR_EQUAL -> Operator.GREATER_OR_EQUAL;
            case GREATER -> Operator.LESS;
            case GREATER_OR_EQUAL -> Operator.LESS_OR_EQUAL;
            case EQUAL, NOT_EQUAL, IN, NOT_IN, STARTS_WITH -> operator;
        };
    }

    /// `published is True`, or the value alone of a literal.
    private String subject(Operand operand) {
        String name = name(operand);
        return name == null ? text(value(operand)) : name + " is " + text(value(operand));
    }

    /// `Session.userId 3`, or the value alone of a literal.
    private String object(Operand operand) {
        if (operand instanceof Operand.ListOf list) {
            return list.items().stream().map(item -> text(item.value())).collect(Collectors.joining(", ", "[", "]"));
        }
        String name = name(operand);
        return name == null ? text(value(operand)) : name + " " + text(value(operand));
    }

    private @Nullable Object value(Operand operand) {
        return Evaluator.value(operand, row, session);
    }

    /// The name of a field as a permission writes it; null for literals.
    static @Nullable String name(Operand operand) {
        return switch (operand) {
            case Operand.OfRow field -> field.field().name();
            case Operand.OfSession field -> "Session." + field.field().name();
            case Operand.Literal ignored -> null;
            case Operand.ListOf ignored -> null;
        };
    }

    static String text(@Nullable Object value) {
        return switch (value) {
            case null -> "Null";
            case Boolean bool -> bool ? "True" : "False";
            case Instant instant -> Version.text(instant);
            case String text
            when text.codePointCount(0, text.length()) > VALUE_CHARACTERS_LIMIT ->
                "\"" + text.substring(0, text.offsetByCodePoints(0, VALUE_CHARACTERS_LIMIT)) + "…\"";
            case String text -> "\"" + text + "\"";
            default -> value.toString();
        };
    }
}
