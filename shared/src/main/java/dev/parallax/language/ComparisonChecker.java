package dev.parallax.language;

import dev.parallax.schema.Expression;
import dev.parallax.schema.Operand;
import dev.parallax.schema.Operator;
import dev.parallax.schema.ScalarType;
import dev.parallax.schema.SourceRange;
import org.jspecify.annotations.Nullable;

/// Checks `operand operator operand` and the constants True and False, which the grammar reads as a lone operand.
final class ComparisonChecker {
    private final SourceText source;
    private final Findings findings;
    private final OperandChecker operands;

    ComparisonChecker(SourceText source, Findings findings, Outline session) {
        this.source = source;
        this.findings = findings;
        this.operands = new OperandChecker(source, findings, session);
    }

    /// The checked condition, or null after an error.
    @Nullable
    Expression check(SchemaParser.ComparisonContext context, Outline record) {
        SourceRange range = source.range(context);
        OperandChecker.Typed left = operands.check(context.left, record);
        if (context.operator() == null) {
            return left == null ? null : checkLone(left, range);
        }
        OperandChecker.Typed right = operands.check(context.right, record);
        Operator operator = operator(context.operator());
        if (left == null || right == null || operator == null || !listStandsRight(left, operator, right, context)) {
            return null;
        }
        if (left.type() == ScalarType.DATE_TIME) {
            right = operands.asInstants(right);
        } else if (right.type() == ScalarType.DATE_TIME) {
            left = operands.asInstants(left);
        }
        if (left == null || right == null || !typesAgree(left, operator, right, range)) {
            return null;
        }
        return new Expression.Comparison(left.operand(), operator, right.operand(), range);
    }

    private @Nullable Expression checkLone(OperandChecker.Typed operand, SourceRange range) {
        if (operand.operand() instanceof Operand.Literal literal && literal.value() instanceof Boolean value) {
            return new Expression.Constant(value, range);
        }
        findings.add(
                range,
                source.quote(range) + " alone is no condition",
                operand.type() == ScalarType.BOOL
                        ? Suggestion.didYouMean(source.words(range) + " == True")
                        : "expected a comparison");
        return null;
    }

    private @Nullable Operator operator(SchemaParser.OperatorContext context) {
        return switch (context.getStart().getType()) {
            case SchemaParser.EQUAL -> Operator.EQUAL;
            case SchemaParser.NOT_EQUAL -> Operator.NOT_EQUAL;
            case SchemaParser.LESS -> Operator.LESS;
            case SchemaParser.LESS_OR_EQUAL -> Operator.LESS_OR_EQUAL;
            case SchemaParser.GREATER -> Operator.GREATER;
            case SchemaParser.GREATER_OR_EQUAL -> Operator.GREATER_OR_EQUAL;
            case SchemaParser.IN -> Operator.IN;
            case SchemaParser.NOT_WORD -> Operator.NOT_IN;
            case SchemaParser.STARTS_WITH -> Operator.STARTS_WITH;
            default -> {
                findings.add(source.range(context), "`=` is no operator", Suggestion.didYouMean("=="));
                yield null;
            }
        };
    }

    private boolean listStandsRight(
            OperandChecker.Typed left,
            Operator operator,
            OperandChecker.Typed right,
            SchemaParser.ComparisonContext context) {
        boolean wantsList = operator == Operator.IN || operator == Operator.NOT_IN;
        if (left.isList()) {
            findings.add(source.range(context.left), "a list stands only to the right of `in` and `not in`");
            return false;
        }
        if (right.isList() != wantsList) {
            findings.add(
                    source.range(context.right),
                    wantsList
                            ? "`" + operator.symbol() + "` takes a list of literals on its right"
                            : "a list stands only to the right of `in` and `not in`",
                    wantsList ? "expected `[…, …]`" : "");
            return false;
        }
        return true;
    }

    private boolean typesAgree(
            OperandChecker.Typed left, Operator operator, OperandChecker.Typed right, SourceRange range) {
        for (OperandChecker.Typed side : new OperandChecker.Typed[] {left, right}) {
            ScalarType type = side.type();
            if (type != null && !takes(operator, type)) {
                findings.add(
                        range,
                        "`" + operator.symbol() + "` takes " + typesOf(operator) + ", not " + describe(side, type));
                return false;
            }
        }
        ScalarType leftType = left.type();
        ScalarType rightType = right.type();
        if (leftType != null && rightType != null && !leftType.comparesWith(rightType)) {
            findings.add(
                    range,
                    "`" + operator.symbol() + "` cannot compare " + describe(left, leftType) + " with "
                            + describe(right, rightType));
            return false;
        }
        return true;
    }

    private static boolean takes(Operator operator, ScalarType type) {
        return switch (operator) {
            case EQUAL, NOT_EQUAL, IN, NOT_IN -> true;
            case LESS, LESS_OR_EQUAL, GREATER, GREATER_OR_EQUAL -> type.isNumeric() || type == ScalarType.DATE_TIME;
            case STARTS_WITH -> type == ScalarType.STRING;
        };
    }

    private static String typesOf(Operator operator) {
        return operator == Operator.STARTS_WITH ? "Strings" : "Int, Float and DateTime";
    }

    private String describe(OperandChecker.Typed operand, ScalarType type) {
        return (operand.isList() ? "a list of " : "") + type.keyword() + " "
                + source.quote(operand.operand().range());
    }
}
