package dev.parallax.policy;

import dev.parallax.schema.Field;
import dev.parallax.schema.ScalarType;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Values worth trying in a field: those that it is compared with, their neighbours, and Null. Whether
/// one of them brings a comparison to its goal, only the evaluator knows. Stateless.
final class FlipValues {
    /// What JSON numbers carry exactly.
    private static final long INT_LIMIT = (1L << 53) - 1;

    private static final Instant FIRST = Instant.parse("0001-01-01T00:00:00Z");
    private static final Instant LAST = Instant.parse("9999-12-31T23:59:59Z");

    private FlipValues() {}

    /// @param any whether it is an example only
    record Candidate(@Nullable Object value, boolean any) {}

    /// Best first; each value once.
    ///
    /// @param others what the field is compared with; nulls are left out
    static List<Candidate> candidates(Field field, Collection<? extends @Nullable Object> others) {
        List<Candidate> candidates = new ArrayList<>();
        Set<Object> seen = new LinkedHashSet<>();
        for (Object other : others) {
            if (other != null) {
                exact(field.type(), other, seen);
            }
        }
        if (field.type() == ScalarType.BOOL) {
            seen.add(true);
            seen.add(false);
        }
        seen.forEach(value -> candidates.add(new Candidate(value, false)));
        Set<Object> near = new LinkedHashSet<>();
        for (Object other : others) {
            if (other != null) {
                near(field.type(), other, near);
            }
        }
        near.add(placeholder(field.type()));
        near.removeAll(seen);
        near.forEach(value -> candidates.add(new Candidate(value, true)));
        if (field.nullable()) {
            candidates.add(new Candidate(null, false));
        }
        return candidates;
    }

    /// A value that stands for any.
    static Object placeholder(ScalarType type) {
        return switch (type) {
            case INT -> 0L;
            case FLOAT -> 0.0;
            case STRING -> "other";
            case BOOL -> false;
            case DATE_TIME -> Instant.EPOCH;
        };
    }

    private static void exact(ScalarType type, Object other, Set<Object> values) {
        switch (type) {
            case INT -> {
                if (Scalars.key(other) instanceof Long whole) {
                    addInt(whole, values);
                }
            }
            case FLOAT -> addFloat(((Number) other).doubleValue(), values);
            case STRING, BOOL -> values.add(other);
            case DATE_TIME -> addInstant((Instant) other, values);
        }
    }

    private static void near(ScalarType type, Object other, Set<Object> values) {
        switch (type) {
            case INT -> {
                double number = ((Number) other).doubleValue();
                if (Math.abs(number) < INT_LIMIT) {
                    long whole = other instanceof Long exactly ? exactly : (long) Math.floor(number);
                    addInt(whole + 1, values);
                    addInt(whole - 1, values);
                    addInt(whole, values);
                }
            }
            case FLOAT -> {
                double number = ((Number) other).doubleValue();
                addFloat(number + 1, values);
                addFloat(number - 1, values);
                addFloat(Math.nextUp(number), values);
                addFloat(Math.nextDown(number), values);
            }
            case STRING -> {
                values.add(placeholder(type));
                values.add(other + "x");
                values.add("");
            }
            case BOOL -> {}
            case DATE_TIME -> {
                Instant instant = (Instant) other;
                if (instant.isAfter(FIRST) && instant.isBefore(LAST)) {
                    addInstant(instant.plus(1, ChronoUnit.SECONDS), values);
                    addInstant(instant.minus(1, ChronoUnit.SECONDS), values);
                }
            }
        }
    }

    private static void addInt(long value, Set<Object> values) {
        if (Math.abs(value) <= INT_LIMIT) {
            values.add(value);
        }
    }

    private static void addFloat(double value, Set<Object> values) {
        if (Double.isFinite(value)) {
            values.add(value);
        }
    }

    private static void addInstant(Instant value, Set<Object> values) {
        if (!value.isBefore(FIRST) && !value.isAfter(LAST)) {
            values.add(value);
        }
    }
}
