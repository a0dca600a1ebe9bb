package dev.parallax.server.store;

import dev.parallax.change.Row;
import dev.parallax.change.Version;
import dev.parallax.schema.Field;
import dev.parallax.schema.ScalarType;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Objects;
import org.jooq.DataType;
import org.jooq.impl.DSL;
import org.jooq.impl.SQLDataType;
import org.jspecify.annotations.Nullable;

/// How a declared field is kept in SQL. A DateTime is its microseconds as a BIGINT, so that SQL and evaluation
/// compare the same numbers; Strings compare by their characters, case and trailing spaces included. Immutable.
record Column(Field declared) {
    private static final Instant LATEST = Version.instant(Long.MAX_VALUE);
    private static final Instant EARLIEST = Version.instant(Long.MIN_VALUE);

    String name() {
        return declared.name();
    }

    ScalarType type() {
        return declared.type();
    }

    /// The column without a table.
    org.jooq.Field<Object> field() {
        return untyped(DSL.field(DSL.name(name()), sqlType(type()).nullable(declared.nullable())));
    }

    /// The column of a table known by an alias.
    org.jooq.Field<Object> of(String alias) {
        return untyped(DSL.field(DSL.name(alias, name()), sqlType(type())));
    }

    /// The number of characters of a text column, 0 for none.
    org.jooq.Field<Long> length(String alias) {
        org.jooq.Field<Integer> length = DSL.charLength(DSL.field(DSL.name(alias, name()), SQLDataType.VARCHAR));
        return DSL.coalesce(length, DSL.inline(0)).cast(SQLDataType.BIGINT);
    }

    /// What a row has in this column, which must be one of integers without null.
    long longOf(Row row) {
        return (Long) Objects.requireNonNull(row.get(name()));
    }

    void bind(PreparedStatement statement, int index, @Nullable Object value) throws SQLException {
        statement.setObject(index, toSql(value));
    }

    /// @param index from 1
    @Nullable
    Object read(ResultSet result, int index) throws SQLException {
        Object value = switch (type()) {
            case INT -> result.getLong(index);
            case FLOAT -> result.getDouble(index);
            case STRING -> result.getString(index);
            case BOOL -> result.getBoolean(index);
            case DATE_TIME -> Version.instant(result.getLong(index));
        };
        return result.wasNull() ? null : value;
    }

    static DataType<?> sqlType(ScalarType type) {
        return switch (type) {
            case INT, DATE_TIME -> SQLDataType.BIGINT;
            case FLOAT -> SQLDataType.DOUBLE;
            case STRING -> SQLDataType.VARCHAR;
            case BOOL -> SQLDataType.BOOLEAN;
        };
    }

    static @Nullable Object toSql(@Nullable Object value) {
        return value instanceof Instant instant ? (Object) micros(instant) : value;
    }

    /// A literal may lie beyond all that a row can hold: the nearest end then stands for it in every comparison.
    private static long micros(Instant instant) {
        if (instant.isAfter(LATEST)) {
            return Long.MAX_VALUE;
        }
        return instant.isBefore(EARLIEST) ? Long.MIN_VALUE : Version.of(instant);
    }

    /// Types are checked in the schema; here they would only get in the way.
    @SuppressWarnings("unchecked")
    static org.jooq.Field<Object> untyped(org.jooq.Field<?> field) {
        return (org.jooq.Field<Object>) field;
    }
}
