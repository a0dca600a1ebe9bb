package dev.parallax.policy;

import java.time.Instant;

/// Equality and order of values as SQL has them: Int and Float compare by their exact values (a cast to double
/// would make neighbouring large integers equal), -0.0 is 0.0, strings compare character by character.
final class Scalars {
    /// 2^63: the first double past the range of Int.
    private static final double INT_END = 0x1p63;

    private Scalars() {}

    static boolean areEqual(Object left, Object right) {
        return left instanceof Number && right instanceof Number ? order(left, right) == 0 : left.equals(right);
    }

    /// Negative, zero or positive, for two numbers or two instants.
    ///
    /// @throws IllegalArgumentException for other values
    static int order(Object left, Object right) {
        return switch (left) {
            case Long first when right instanceof Long second -> Long.compare(first, second);
            case Long first when right instanceof Double second -> orderExactly(first, second);
            case Double first when right instanceof Long second -> -orderExactly(second, first);
            case Double first when right instanceof Double second -> orderDoubles(first, second);
            case Instant first when right instanceof Instant second -> first.compareTo(second);
            default -> throw new IllegalArgumentException("these values have no order");
        };
    }

    private static int orderDoubles(double first, double second) {
        return first < second ? -1 : first > second ? 1 : 0;
    }

    private static int orderExactly(long integer, double number) {
        if (number >= INT_END) {
            return -1;
        }
        if (number < -INT_END) {
            return 1;
        }
        long whole = (long) number;
        // Where the integers agree, the fraction that the cast cut off decides; it is 0 for every large double.
        return integer == whole ? orderDoubles(0.0, number - (double) whole) : Long.compare(integer, whole);
    }

    /// The same object for numbers that are equal, so that they can be keys: whole numbers within Int's range are
    /// Longs.
    static Object key(Object value) {
        return value instanceof Double number && number == Math.rint(number) && number >= -INT_END && number < INT_END
                ? Long.valueOf(number.longValue())
                : value;
    }
}
