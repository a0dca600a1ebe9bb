package dev.parallax.server.store;

import dev.parallax.change.Row;
import dev.parallax.change.RowShape;
import dev.parallax.schema.Field;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.ScalarType;
import dev.parallax.wire.RowJson;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jooq.Record;
import org.jooq.Table;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/// The table of a declared record: its columns are the fields in order, then `updatedAt`. Every name is quoted,
/// so that any name works. Immutable.
///
/// A table never changes its columns: a record that does gets another table, whose name is the record's, a dot and a
/// number.
final class RecordTable {
    private final RecordType type;
    private final String tableName;
    private final RowShape shape;
    private final List<Column> columns;

    RecordTable(RecordType type, String tableName) {
        this.type = type;
        this.tableName = tableName;
        this.shape = RowJson.shape(type);
        this.columns = Stream.concat(type.fields().stream(), Stream.of(Field.UPDATED_AT))
                .map(Column::new)
                .toList();
    }

    RecordType type() {
        return type;
    }

    RowShape shape() {
        return shape;
    }

    List<Column> columns() {
        return columns;
    }

    /// The record's.
    String name() {
        return type.name();
    }

    /// The table's own.
    String tableName() {
        return tableName;
    }

    Table<Record> table() {
        return DSL.table(DSL.name(tableName));
    }

    Table<Record> as(String alias) {
        return table().as(DSL.name(alias));
    }

    List<org.jooq.Field<Object>> fields(String alias) {
        return columns.stream().map(column -> column.of(alias)).toList();
    }

    Column column(String field) {
        return columns.get(shape.indexOf(field));
    }

    Column idColumn() {
        return column(type.idField());
    }

    org.jooq.Field<Object> id(String alias) {
        return idColumn().of(alias);
    }

    Column versionColumn() {
        return column(Field.UPDATED_AT.name());
    }

    /// What [Row#chars] will be.
    org.jooq.Field<Long> length(String alias) {
        org.jooq.Field<Long> length = DSL.inline((long) columns.size() * Row.COLUMN_CHARS);
        for (Column column : columns) {
            if (column.type() == ScalarType.STRING) {
                length = length.plus(column.length(alias));
            }
        }
        return length;
    }

    /// Reads a row whose columns stand first in the result.
    Row read(ResultSet result) throws SQLException {
        List<@Nullable Object> values = new ArrayList<>(columns.size());
        for (int index = 0; index < columns.size(); index++) {
            values.add(columns.get(index).read(result, index + 1));
        }
        return new Row(shape, values);
    }

    /// Binds all columns from parameter 1.
    void bind(PreparedStatement statement, Row row) throws SQLException {
        for (int index = 0; index < columns.size(); index++) {
            columns.get(index).bind(statement, index + 1, row.get(index));
        }
    }

    /// Rows whose `field` equals a parameter.
    String selectSql(String field) {
        return "SELECT " + names("%s") + " FROM " + quoted(tableName) + " WHERE " + quoted(field) + " = ?";
    }

    String insertSql() {
        String marks = columns.stream().map(column -> "?").collect(Collectors.joining(", "));
        return "INSERT INTO " + quoted(tableName) + " (" + names("%s") + ") VALUES (" + marks + ")";
    }

    /// Parameters: all columns, then the id.
    String updateSql() {
        return "UPDATE " + quoted(tableName) + " SET " + names("%s = ?") + " WHERE " + quoted(type.idField()) + " = ?";
    }

    String deleteSql() {
        return "DELETE FROM " + quoted(tableName) + " WHERE " + quoted(type.idField()) + " = ?";
    }

    String countSql() {
        return "SELECT COUNT(*) FROM " + quoted(tableName);
    }

    /// The id at a position, by id.
    String idAtSql() {
        String id = quoted(type.idField());
        return "SELECT " + id + " FROM " + quoted(tableName) + " ORDER BY " + id
                + " OFFSET ? ROWS FETCH FIRST ROW ONLY";
    }

    private String names(String pattern) {
        return columns.stream()
                .map(column -> pattern.replace("%s", quoted(column.name())))
                .collect(Collectors.joining(", "));
    }

    /// Names are letters, digits, `_` and `.`: nothing in them needs escaping.
    private static String quoted(String name) {
        return '"' + name + '"';
    }
}
