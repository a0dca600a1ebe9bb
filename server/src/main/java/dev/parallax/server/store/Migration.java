package dev.parallax.server.store;

import dev.parallax.change.Row;
import dev.parallax.change.RowShape;
import dev.parallax.schema.Field;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import dev.parallax.wire.RowJson;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What happens to the rows when one schema follows another. A record whose columns, uniques or indexes change gets a
/// new table, which the rows are copied to; so that nothing is half done, whatever ends the process. Immutable.
///
/// @param created records that are new, or made anew because their rows have other ids
/// @param rebuilt records whose rows are carried over into another table
/// @param added fields that are new in records that stay, as `Post.note`
/// @param losses what goes; a migration with any needs to be asked for
public record Migration(
        Schema next, List<String> created, List<String> rebuilt, List<String> added, List<Loss> losses) {
    public Migration {
        created = List.copyOf(created);
        rebuilt = List.copyOf(rebuilt);
        added = List.copyOf(added);
        losses = List.copyOf(losses);
    }

    /// Compares schemas and counts what is in the tables.
    static Migration of(Connection connection, Tables tables, Schema next) throws SQLException {
        return new Comparison(connection, tables, next).compare();
    }

    /// Rows of a record as they would be afterwards: in the next schema's shape, or gone.
    public List<Row> carried(Schema before, RecordType type, List<Row> rows) {
        Optional<RecordType> earlier = before.record(type.name());
        if (earlier.isEmpty() || created.contains(type.name())) {
            return List.of();
        }
        RowShape shape = RowJson.shape(type);
        List<Carried> fields = type.fields().stream()
                .map(field -> Carried.of(field, earlier.get()))
                .toList();
        return rows.stream()
                .map(row -> {
                    List<@Nullable Object> values = new ArrayList<>();
                    fields.forEach(field -> values.add(field.in(row)));
                    values.add(row.version());
                    return new Row(shape, values);
                })
                .toList();
    }

    /// Gathers the differences. Confined to its call.
    private static final class Comparison {
        private final Connection connection;
        private final Tables tables;
        private final Schema before;
        private final Schema next;
        private final List<String> created = new ArrayList<>();
        private final List<String> rebuilt = new ArrayList<>();
        private final List<String> added = new ArrayList<>();
        private final List<Loss> losses = new ArrayList<>();

        Comparison(Connection connection, Tables tables, Schema next) {
            this.connection = connection;
            this.tables = tables;
            this.before = tables.schema();
            this.next = next;
        }

        Migration compare() throws SQLException {
            for (RecordType type : before.records()) {
                if (next.record(type.name()).isEmpty()) {
                    long rows = rows(type);
                    losses.add(new Loss(
                            type.name(),
                            null,
                            rows,
                            "drop the record `" + type.name() + "` with " + count(rows, "row")));
                }
            }
            for (RecordType type : next.records()) {
                Optional<RecordType> known = before.record(type.name());
                if (known.isEmpty()) {
                    created.add(type.name());
                } else {
                    compare(known.get(), type);
                }
            }
            return new Migration(next, created, rebuilt, added, losses);
        }

        private void compare(RecordType earlier, RecordType type) throws SQLException {
            if (!earlier.idField().equals(type.idField())) {
                long rows = rows(earlier);
                created.add(type.name());
                losses.add(new Loss(
                        type.name(),
                        null,
                        rows,
                        "drop the " + count(rows, "row") + " of `" + type.name() + "`, whose id would be `"
                                + type.idField() + "` instead of `" + earlier.idField() + "`"));
                return;
            }
            for (Field field : earlier.fields()) {
                if (type.field(field.name()).isEmpty()) {
                    long values = values(earlier, field, "IS NOT NULL");
                    losses.add(loss(type, field, values, "drop the field `%s` with " + count(values, "value")));
                }
            }
            for (Field field : type.fields()) {
                compare(earlier, type, field);
            }
            boolean sameColumns = columns(earlier).equals(columns(type));
            boolean sameIndexes =
                    Layout.indexesOf(before, type.name()).containsAll(Layout.indexesOf(next, type.name()));
            if (!sameColumns || !sameIndexes || !earlier.uniques().equals(type.uniques())) {
                rebuilt.add(type.name());
            }
        }

        private void compare(RecordType earlier, RecordType type, Field field) throws SQLException {
            Optional<Field> known = earlier.field(field.name());
            if (known.isEmpty()) {
                added.add(type.name() + "." + field.name());
                long rows = Carried.of(field, earlier).isMadeUp() ? rows(earlier) : 0;
                if (rows > 0) {
                    losses.add(loss(
                            type,
                            field,
                            rows,
                            "make up a value of the new field `%s` for " + count(rows, "row")
                                    + ", as it is not nullable and has no literal as its default"));
                }
            } else if (known.get().type() != field.type()) {
                long values = values(earlier, known.get(), "IS NOT NULL");
                losses.add(loss(
                        type,
                        field,
                        values,
                        "drop the " + count(values, "value") + " of `%s`, which would be "
                                + field.type().keyword() + " instead of "
                                + known.get().type().keyword()));
            } else if (known.get().nullable() && !field.nullable()) {
                long nulls = values(earlier, field, "IS NULL");
                losses.add(loss(
                        type,
                        field,
                        nulls,
                        "replace the " + count(nulls, "null") + " in `%s`, which must have a value"));
            }
        }

        private static Loss loss(RecordType type, Field field, long count, String pattern) {
            return new Loss(type.name(), field.name(), count, pattern.replace("%s", type.name() + "." + field.name()));
        }

        private static HashSet<String> columns(RecordType type) {
            HashSet<String> columns = new HashSet<>();
            for (Field field : type.fields()) {
                columns.add(field.name() + " " + field.type().keyword() + (field.nullable() ? "?" : ""));
            }
            return columns;
        }

        private long rows(RecordType type) throws SQLException {
            return count(tables.of(type.name()).countSql());
        }

        private long values(RecordType type, Field field, String test) throws SQLException {
            return count(tables.of(type.name()).countSql() + " WHERE \"" + field.name() + "\" " + test);
        }

        private long count(String sql) throws SQLException {
            try (PreparedStatement statement = connection.prepareStatement(sql);
                    ResultSet result = statement.executeQuery()) {
                result.next();
                return result.getLong(1);
            }
        }

        private static String count(long number, String thing) {
            return number + " " + thing + (number == 1 ? "" : "s");
        }
    }
}
