package dev.parallax.server.store;

import dev.parallax.change.Row;
import dev.parallax.schema.DefaultValue;
import dev.parallax.schema.Field;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.ScalarType;
import java.time.Instant;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/// What the rows that are there hold in a field of the next schema: what they held before, or a value that stands in
/// for what they do not have. Immutable.
///
/// @param field as the next schema declares it
/// @param before as the schema before does, if its values can be kept; else null
/// @param standIn where there is no value before; null only for a nullable field
/// @param isMadeUp whether what stands in is not what the next schema says, but just some value
record Carried(
        Field field, @Nullable Field before, @Nullable Object standIn, boolean isMadeUp) {
    static Carried of(Field field, RecordType before) {
        Field same = before.field(field.name())
                .filter(earlier -> earlier.type() == field.type())
                .orElse(null);
        Object literal = field.defaultValue() instanceof DefaultValue.Constant constant ? constant.value() : null;
        if (field.nullable()) {
            return new Carried(field, same, same == null ? literal : null, false);
        }
        return literal == null
                ? new Carried(field, same, neutral(field.type()), true)
                : new Carried(field, same, literal, false);
    }

    /// As an expression over the table before.
    org.jooq.Field<Object> of(RecordTable table, String alias) {
        Field known = before;
        if (known == null) {
            return value();
        }
        org.jooq.Field<Object> kept = table.column(known.name()).of(alias);
        return known.nullable() && !field.nullable() ? DSL.coalesce(kept, value()) : kept;
    }

    /// In memory.
    @Nullable
    Object in(Row row) {
        Field known = before;
        Object kept = known == null ? null : row.get(known.name());
        boolean isKept = known != null && (kept != null || field.nullable());
        return isKept ? kept : standIn;
    }

    private org.jooq.Field<Object> value() {
        return new SqlOperand.Constant(standIn, field.type(), false).as(field.type());
    }

    private static Object neutral(ScalarType type) {
        return switch (type) {
            case INT -> 0L;
            case FLOAT -> 0.0;
            case STRING -> "";
            case BOOL -> false;
            case DATE_TIME -> Instant.EPOCH;
        };
    }
}
