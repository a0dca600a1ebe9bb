package dev.parallax.server.store;

import dev.parallax.schema.ScalarType;
import java.time.Instant;
import org.jooq.DataType;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/// One side of a comparison in SQL. Immutable.
sealed interface SqlOperand {
    /// Its type; null for the literal Null, which has every type.
    @Nullable
    ScalarType type();

    /// As an SQL expression of the given type.
    org.jooq.Field<Object> as(ScalarType type);

    /// A column of the row or of a linked row.
    record OfColumn(Column column, String alias) implements SqlOperand {
        @Override
        public ScalarType type() {
            return column.type();
        }

        @Override
        public org.jooq.Field<Object> as(ScalarType ignored) {
            return column.of(alias);
        }
    }

    /// A literal, or a value of the session: always a bind parameter.
    ///
    /// @param isNullLiteral true for the literal `Null`, which `==` and `!=` treat as IS NULL and IS NOT NULL
    record Constant(@Nullable Object value, @Nullable ScalarType type, boolean isNullLiteral) implements SqlOperand {
        static Constant literal(@Nullable Object value) {
            return new Constant(value, value == null ? null : typeOf(value), value == null);
        }

        /// With its type spelt out, as SQL cannot know that of a lone parameter.
        @Override
        public org.jooq.Field<Object> as(ScalarType type) {
            DataType<?> sqlType = Column.sqlType(type);
            return value == null
                    ? Column.untyped(DSL.castNull(sqlType))
                    : Column.untyped(DSL.cast(DSL.val(Column.toSql(value)), sqlType));
        }

        private static ScalarType typeOf(Object value) {
            return switch (value) {
                case Long ignored -> ScalarType.INT;
                case Double ignored -> ScalarType.FLOAT;
                case String ignored -> ScalarType.STRING;
                case Boolean ignored -> ScalarType.BOOL;
                case Instant ignored -> ScalarType.DATE_TIME;
                default -> throw new IllegalArgumentException("no type has such a value");
            };
        }
    }
}
