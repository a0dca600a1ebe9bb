package dev.parallax.policy;

import dev.parallax.change.Row;
import dev.parallax.schema.Expression;
import dev.parallax.schema.Link;
import dev.parallax.schema.Operand;
import dev.parallax.schema.Operator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// What a checked expression is for one row and one session, in Kleene's logic, exactly as SQL has it.
/// Stateless and thread-safe; stops as soon as the truth is settled.
///
/// This is the only place in memory that knows what a comparison means: explanations and audience terms ask here.
public final class Evaluator {
    private Evaluator() {}

    /// @param row of the record that the expression was checked for, with values of the classes that its types name
    /// @param linked asked only by `exists`
    public static Truth evaluate(Expression expression, Row row, SessionValues session, LinkedRows linked) {
        return evaluate(expression, row, session, (exists, asking) -> anyLinked(exists, 0, asking, session, linked));
    }

    /// @param row of the record that the expression was checked for, with values of the classes that its types name
    /// @param answers asked only by `exists`
    public static Truth evaluate(Expression expression, Row row, SessionValues session, LinkAnswers answers) {
        return switch (expression) {
            case Expression.Constant constant -> Truth.of(constant.value());
            case Expression.And and -> {
                Truth truth = Truth.TRUE;
                List<Expression> terms = and.terms();
                for (int index = 0; index < terms.size() && truth != Truth.FALSE; index++) {
                    truth = truth.and(evaluate(terms.get(index), row, session, answers));
                }
                yield truth;
            }
            case Expression.Or or -> {
                Truth truth = Truth.FALSE;
                List<Expression> terms = or.terms();
                for (int index = 0; index < terms.size() && truth != Truth.TRUE; index++) {
                    truth = truth.or(evaluate(terms.get(index), row, session, answers));
                }
                yield truth;
            }
            case Expression.Not not ->
                evaluate(not.term(), row, session, answers).not();
            case Expression.Comparison comparison -> compare(comparison, row, session);
            case Expression.Exists exists -> Truth.of(answers.holds(exists, row));
        };
    }

    private static boolean anyLinked(
            Expression.Exists exists, int depth, Row row, SessionValues session, LinkedRows linked) {
        if (depth == exists.path().size()) {
            return evaluate(exists.body(), row, session, linked) == Truth.TRUE;
        }
        for (Row next : follow(exists.path().get(depth), row, linked)) {
            if (anyLinked(exists, depth + 1, next, session, linked)) {
                return true;
            }
        }
        return false;
    }

    /// The rows that the link leads to; none from null.
    static Iterable<Row> follow(Link link, Row row, LinkedRows linked) {
        Object value = row.get(link.localField());
        return value == null ? List.of() : linked.find(link.target(), link.targetField(), value);
    }

    /// The truth of one comparison.
    static Truth compare(Expression.Comparison comparison, Row row, SessionValues session) {
        Operator operator = comparison.operator();
        if (comparison.right() instanceof Operand.ListOf list) {
            Truth contained = contains(list.items(), value(comparison.left(), row, session));
            return operator == Operator.IN ? contained : contained.not();
        }
        Object left = value(comparison.left(), row, session);
        Object right = value(comparison.right(), row, session);
        if (operator == Operator.EQUAL || operator == Operator.NOT_EQUAL) {
            if (isNullLiteral(comparison.right())) {
                return Truth.of((left == null) == (operator == Operator.EQUAL));
            }
            if (isNullLiteral(comparison.left())) {
                return Truth.of((right == null) == (operator == Operator.EQUAL));
            }
        }
        if (left == null || right == null) {
            return Truth.UNKNOWN;
        }
        return Truth.of(
                switch (operator) {
                    case EQUAL -> Scalars.areEqual(left, right);
                    case NOT_EQUAL -> !Scalars.areEqual(left, right);
                    case LESS -> Scalars.order(left, right) < 0;
                    case LESS_OR_EQUAL -> Scalars.order(left, right) <= 0;
                    case GREATER -> Scalars.order(left, right) > 0;
                    case GREATER_OR_EQUAL -> Scalars.order(left, right) >= 0;
                    case STARTS_WITH -> ((String) left).startsWith((String) right);
                    case IN, NOT_IN -> throw new IllegalStateException("`in` without a list");
                });
    }

    /// `value in items`: false for an empty list even of null, as there is nothing to be equal to.
    private static Truth contains(List<Operand.Literal> items, @Nullable Object value) {
        if (items.isEmpty()) {
            return Truth.FALSE;
        }
        if (value == null) {
            return Truth.UNKNOWN;
        }
        Truth truth = Truth.FALSE;
        for (int index = 0; index < items.size(); index++) {
            Object item = items.get(index).value();
            if (item == null) {
                truth = Truth.UNKNOWN;
            } else if (Scalars.areEqual(value, item)) {
                return Truth.TRUE;
            }
        }
        return truth;
    }

    static boolean isNullLiteral(Operand operand) {
        return operand instanceof Operand.Literal literal && literal.value() == null;
    }

    /// What a field, a session field or a literal stands for here; a list stands for no single value.
    static @Nullable Object value(Operand operand, Row row, SessionValues session) {
        return switch (operand) {
            case Operand.OfRow field -> row.get(field.field().name());
            case Operand.OfSession field -> session.get(field.field().name());
            case Operand.Literal literal -> literal.value();
            case Operand.ListOf ignored -> throw new IllegalArgumentException("a list is no single value");
        };
    }
}
