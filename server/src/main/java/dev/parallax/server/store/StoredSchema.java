package dev.parallax.server.store;

import dev.parallax.language.ParseResult;
import dev.parallax.language.SchemaLanguage;
import dev.parallax.schema.Field;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The schema that a database was made for. Permissions may change from one start to the next, the tables may not.
/// Stateless.
final class StoredSchema {
    private static final String EXISTS =
            "SELECT 1 FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'PUBLIC' AND TABLE_NAME = 'parallax_schema'";
    private static final String FIND = "SELECT \"source\" FROM \"parallax_schema\" WHERE \"one\" = 1";
    private static final String SAVE =
            "MERGE INTO \"parallax_schema\" (\"one\", \"source\") KEY (\"one\") VALUES (1, ?)";

    private StoredSchema() {}

    /// The source, or null for a new database.
    static @Nullable String find(Connection connection) throws SQLException {
        try (PreparedStatement exists = connection.prepareStatement(EXISTS);
                ResultSet found = exists.executeQuery()) {
            if (!found.next()) {
                return null;
            }
        }
        try (PreparedStatement statement = connection.prepareStatement(FIND);
                ResultSet result = statement.executeQuery()) {
            return result.next() ? result.getString(1) : null;
        }
    }

    static void save(Connection connection, Schema schema) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SAVE)) {
            statement.setString(1, schema.source());
            statement.executeUpdate();
        }
    }

    /// @throws DatabaseException naming the first difference
    static void requireSame(String source, Schema schema) {
        if (source.equals(schema.source())) {
            return;
        }
        if (!(SchemaLanguage.parse("stored schema", source) instanceof ParseResult.Parsed(Schema stored))) {
            throw new DatabaseException("the schema that the database was made for cannot be read any more");
        }
        for (RecordType type : schema.records()) {
            Optional<RecordType> before = stored.record(type.name());
            if (before.isEmpty()) {
                throw different("it has no record `" + type.name() + "`");
            }
            if (!columns(before.get()).equals(columns(type))
                    || !before.get().idField().equals(type.idField())
                    || !before.get().uniques().equals(type.uniques())) {
                throw different("its record `" + type.name() + "` has other fields");
            }
        }
        for (RecordType type : stored.records()) {
            if (schema.record(type.name()).isEmpty()) {
                throw different("it has a record `" + type.name() + "` as well");
            }
        }
    }

    private static List<String> columns(RecordType type) {
        return type.fields().stream().map(StoredSchema::column).toList();
    }

    private static String column(Field field) {
        return field.name() + " " + field.type().keyword() + (field.nullable() ? "?" : "");
    }

    private static DatabaseException different(String how) {
        return new DatabaseException(
                "the database was made for another schema: " + how + "; start with that schema or an empty database");
    }
}
