package dev.parallax.server.store;

import dev.parallax.schema.Operator;
import dev.parallax.schema.ScalarType;
import java.util.List;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/// Comparisons in SQL that mean exactly what they mean in memory. Stateless.
///
/// The one hard case is an Int constant against a Float: the database turns the Float into a decimal by its
/// shortest text, which past 2^53 is another number. So such a constant is compared as a Float where one equals
/// it, and otherwise by the Floats next to it.
final class SqlComparison {
    /// 2^63: past every Int.
    private static final double INT_END = 0x1p63;
    /// 2^53: up to here every Float is exactly its text.
    private static final double EXACT_END = 0x1p53;

    private SqlComparison() {}

    static Condition of(SqlOperand left, Operator operator, SqlOperand right) {
        if (operator == Operator.EQUAL || operator == Operator.NOT_EQUAL) {
            if (isNullLiteral(right)) {
                return isNull(left, operator);
            }
            if (isNullLiteral(left)) {
                return isNull(right, operator);
            }
        }
        ScalarType leftType = typeBeside(left, right);
        ScalarType rightType = typeBeside(right, left);
        if (leftType == ScalarType.FLOAT && isInt(right)) {
            return compareToInt(left.as(leftType), operator, (SqlOperand.Constant) right);
        }
        if (rightType == ScalarType.FLOAT && isInt(left)) {
            return compareToInt(right.as(rightType), mirrored(operator), (SqlOperand.Constant) left);
        }
        if (leftType == ScalarType.INT && rightType == ScalarType.FLOAT) {
            return compareToFloat(left.as(leftType), operator, right.as(rightType));
        }
        if (leftType == ScalarType.FLOAT && rightType == ScalarType.INT) {
            return compareToFloat(right.as(rightType), mirrored(operator), left.as(leftType));
        }
        return compare(left.as(leftType), operator, right.as(rightType));
    }

    /// `left in items`: like SQL's IN, false for an empty list whatever `left` is.
    static Condition in(SqlOperand left, List<SqlOperand.Constant> items) {
        if (items.isEmpty()) {
            return DSL.falseCondition();
        }
        ScalarType type = left.type();
        if (type == null || items.stream().allMatch(item -> item.type() == null || item.type() == type)) {
            ScalarType common = type == null ? typeOf(items) : type;
            return left.as(common)
                    .in(items.stream().map(item -> item.as(common)).toList());
        }
        return DSL.or(items.stream().map(item -> equal(left, item)).toList());
    }

    private static Condition equal(SqlOperand left, SqlOperand.Constant item) {
        // In a list, Null is a value like any other: nothing is equal to it.
        return of(left, Operator.EQUAL, new SqlOperand.Constant(item.value(), item.type(), false));
    }

    private static Condition compare(Field<Object> left, Operator operator, Field<Object> right) {
        return switch (operator) {
            case EQUAL -> left.eq(right);
            case NOT_EQUAL -> left.ne(right);
            case LESS -> left.lt(right);
            case LESS_OR_EQUAL -> left.le(right);
            case GREATER -> left.gt(right);
            case GREATER_OR_EQUAL -> left.ge(right);
            case STARTS_WITH -> startsWith(left.coerce(String.class), right.coerce(String.class));
            case IN, NOT_IN -> throw new IllegalArgumentException("`in` without a list");
        };
    }

    /// Without LIKE: no character of the prefix means anything but itself.
    private static Condition startsWith(Field<String> text, Field<String> prefix) {
        return DSL.left(text, DSL.length(prefix)).eq(prefix);
    }

    private static Condition compareToInt(Field<Object> number, Operator operator, SqlOperand.Constant constant) {
        long integer = constant.value() instanceof Long value ? value : 0;
        if (constant.value() == null) {
            return compare(number, operator, real(null));
        }
        double near = (double) integer;
        int order = near == INT_END ? 1 : Long.compare((long) near, integer);
        if (order == 0) {
            return compare(number, operator, real(near));
        }
        Field<Object> below = real(order < 0 ? near : Math.nextDown(near));
        Field<Object> above = real(order > 0 ? near : Math.nextUp(near));
        Condition never = number.lt(below).and(number.gt(below));
        return switch (operator) {
            case EQUAL -> never;
            case NOT_EQUAL -> DSL.not(never);
            case LESS, LESS_OR_EQUAL -> number.le(below);
            case GREATER, GREATER_OR_EQUAL -> number.ge(above);
            case STARTS_WITH, IN, NOT_IN -> throw new IllegalArgumentException("numbers have no " + operator.symbol());
        };
    }

    private static Condition compareToFloat(Field<Object> integer, Operator operator, Field<Object> number) {
        Condition needsInt = number.between(real(-INT_END), real(-EXACT_END))
                .or(number.ge(real(EXACT_END)).and(number.lt(real(INT_END))));
        Field<Object> asInt = Column.untyped(DSL.cast(number, SQLDataType.BIGINT));
        return DSL.condition(DSL.when(needsInt, DSL.field(compare(integer, operator, asInt)))
                .otherwise(DSL.field(compare(integer, operator, number))));
    }

    private static Field<Object> real(@Nullable Double value) {
        return new SqlOperand.Constant(value, ScalarType.FLOAT, false).as(ScalarType.FLOAT);
    }

    private static Condition isNull(SqlOperand operand, Operator operator) {
        ScalarType type = operand.type() == null ? ScalarType.STRING : operand.type();
        return operator == Operator.EQUAL
                ? operand.as(type).isNull()
                : operand.as(type).isNotNull();
    }

    private static boolean isNullLiteral(SqlOperand operand) {
        return operand instanceof SqlOperand.Constant constant && constant.isNullLiteral();
    }

    private static boolean isInt(SqlOperand operand) {
        return operand instanceof SqlOperand.Constant && operand.type() == ScalarType.INT;
    }

    private static ScalarType typeBeside(SqlOperand operand, SqlOperand other) {
        ScalarType type = operand.type() == null ? other.type() : operand.type();
        return type == null ? ScalarType.STRING : type;
    }

    private static ScalarType typeOf(List<SqlOperand.Constant> items) {
        for (SqlOperand.Constant item : items) {
            if (item.type() != null) {
                return item.type();
            }
        }
        return ScalarType.STRING;
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
}
