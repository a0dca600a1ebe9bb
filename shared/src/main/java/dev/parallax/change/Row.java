package dev.parallax.change;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One row as it is at one version. Immutable, thread-safe.
///
/// Values are of the classes that [dev.parallax.schema.ScalarType] names. A client that knows no schema holds a
/// DateTime as its text instead of an Instant; nothing else differs.
public final class Row {
    /// What a name and a number take, about.
    public static final int COLUMN_CHARS = 16;

    private final RowShape shape;
    private final @Nullable Object[] values;

    /// @param values one for each field of the shape, in its order; the id and `updatedAt` are Longs
    public Row(RowShape shape, List<? extends @Nullable Object> values) {
        this(shape, values.toArray());
    }

    private Row(RowShape shape, @Nullable Object[] values) {
        if (values.length != shape.fields().size()) {
            throw new IllegalArgumentException(
                    "a row of " + shape.record() + " has " + shape.fields().size() + " values, not " + values.length);
        }
        this.shape = shape;
        this.values = values;
    }

    public RowShape shape() {
        return shape;
    }

    public String record() {
        return shape.record();
    }

    public long id() {
        return longAt(shape.idIndex());
    }

    /// The version of the change that last wrote this row: its `updatedAt`.
    public long version() {
        return longAt(shape.versionIndex());
    }

    /// About how many characters the row takes as text: its own texts, and [#COLUMN_CHARS] for each column.
    public long chars() {
        long chars = (long) COLUMN_CHARS * values.length;
        for (Object value : values) {
            chars += value instanceof String text ? text.length() : 0;
        }
        return chars;
    }

    /// The field's value; null also for a field that this row does not have.
    public @Nullable Object get(String field) {
        int index = shape.indexOf(field);
        return index < 0 ? null : values[index];
    }

    /// The value at a position of the shape.
    public @Nullable Object get(int index) {
        return values[index];
    }

    /// This row with some values replaced.
    ///
    /// @throws IllegalArgumentException if a name is not a field of the shape
    public Row with(Map<String, ? extends @Nullable Object> changes) {
        @Nullable Object[] changed = values.clone();
        changes.forEach((field, value) -> {
            int index = shape.indexOf(field);
            if (index < 0) {
                throw new IllegalArgumentException("`" + field + "` is not a field of " + record());
            }
            changed[index] = value;
        });
        return new Row(shape, changed);
    }

    /// All fields in order.
    public Map<String, @Nullable Object> asMap() {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        for (int index = 0; index < values.length; index++) {
            map.put(shape.fields().get(index), values[index]);
        }
        return map;
    }

    private long longAt(int index) {
        if (values[index] instanceof Long value) {
            return value;
        }
        throw new IllegalStateException("`" + shape.fields().get(index) + "` of a row of " + record() + " is "
                + values[index] + ", not an Int");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return this == other
                || (other instanceof Row row && shape.equals(row.shape) && Arrays.equals(values, row.values));
    }

    @Override
    public int hashCode() {
        return 31 * shape.hashCode() + Arrays.hashCode(values);
    }

    @Override
    public String toString() {
        return record() + asMap();
    }
}
