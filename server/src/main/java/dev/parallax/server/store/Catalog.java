package dev.parallax.server.store;

import dev.parallax.language.ParseResult;
import dev.parallax.language.SchemaLanguage;
import dev.parallax.schema.Schema;
import dev.parallax.wire.Json;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/// What the database says of its own schemas: which there were since when, and which table holds a record's rows.
/// Confined to its connection's thread.
final class Catalog {
    private static final String TABLES =
            "SELECT TABLE_NAME FROM INFORMATION_SCHEMA.TABLES WHERE TABLE_SCHEMA = 'PUBLIC'";
    private static final String SCHEMAS = """
            SELECT "version", "source", "same_since" FROM "parallax_schema_version" ORDER BY "version" DESC LIMIT ?
            """;
    private static final String GIVEN = """
            SELECT "given" FROM "parallax_schema_version" ORDER BY "version" DESC LIMIT 1
            """;
    private static final String INSERT = """
            INSERT INTO "parallax_schema_version" ("version", "source", "given", "same_since") VALUES (?, ?, ?, ?)
            """;
    private static final String SET_GIVEN = """
            UPDATE "parallax_schema_version" SET "given" = ?
            WHERE "version" = (SELECT MAX("version") FROM "parallax_schema_version")
            """;
    private static final String FORGET = "DELETE FROM \"parallax_schema_version\" WHERE \"version\" < ?";
    private static final String NAMES = "SELECT \"record\", \"name\" FROM \"parallax_table\"";
    private static final String FORGET_NAMES = "DELETE FROM \"parallax_table\"";
    private static final String INSERT_NAME = "INSERT INTO \"parallax_table\" (\"record\", \"name\") VALUES (?, ?)";
    private static final String NEW_ID = """
            INSERT INTO "parallax_id" ("record", "last") SELECT ?, 0
            WHERE NOT EXISTS (SELECT 1 FROM "parallax_id" WHERE "record" = ?)
            """;
    private static final String SYSTEM_PREFIX = "parallax_";

    private final Connection connection;

    Catalog(Connection connection) {
        this.connection = connection;
    }

    /// Whether there is nothing in the database yet.
    ///
    /// @throws DatabaseException if there is something that this program cannot use
    boolean isNew() throws SQLException {
        List<String> tables = tables();
        if (tables.contains("parallax_schema_version")) {
            return isUnfinished();
        }
        if (tables.contains("parallax_head")) {
            throw new DatabaseException(
                    "the database was made by an earlier version of this program, which this one cannot read;"
                            + " start with an empty database");
        }
        return true;
    }

    /// The process ended while it made the tables: nothing was ever in them.
    private boolean isUnfinished() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(GIVEN);
                ResultSet result = statement.executeQuery()) {
            if (result.next()) {
                return false;
            }
        }
        try (PreparedStatement statement = connection.prepareStatement("DROP ALL OBJECTS")) {
            statement.execute();
        }
        connection.commit();
        return true;
    }

    /// The newest schemas. Older ones that the language does not know any more are left out, and all before them.
    ///
    /// @throws DatabaseException if the schema that is in force cannot be read
    SchemaHistory schemas() throws SQLException {
        List<SchemaHistory.Entry> entries = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(SCHEMAS)) {
            statement.setInt(1, SchemaHistory.ENTRIES_LIMIT);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    ParseResult parsed = SchemaLanguage.parse("stored schema", result.getString(2));
                    if (!(parsed instanceof ParseResult.Parsed(Schema schema))) {
                        break;
                    }
                    Map<String, Long> since = new HashMap<>();
                    Json.parseObject(result.getString(3))
                            .properties()
                            .forEach(each ->
                                    since.put(each.getKey(), each.getValue().longValue()));
                    entries.addFirst(new SchemaHistory.Entry(result.getLong(1), schema, since));
                }
            }
        }
        if (entries.isEmpty()) {
            throw new DatabaseException("the schema that the database was made for cannot be read any more");
        }
        return new SchemaHistory(entries);
    }

    /// The text of the schema that a server was last started with; it need not be the one in force.
    String given() throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(GIVEN);
                ResultSet result = statement.executeQuery()) {
            return result.next() ? result.getString(1) : "";
        }
    }

    void setGiven(String source) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(SET_GIVEN)) {
            statement.setString(1, source);
            statement.executeUpdate();
        }
    }

    /// Another schema is in force.
    void add(SchemaHistory.Entry entry, Tables tables, String given) throws SQLException {
        ObjectNode since = Json.object();
        entry.sameSince().forEach(since::put);
        try (PreparedStatement statement = connection.prepareStatement(INSERT)) {
            statement.setLong(1, entry.version());
            statement.setString(2, entry.schema().source());
            statement.setString(3, given);
            statement.setString(4, Json.text(since));
            statement.executeUpdate();
        }
        try (PreparedStatement forget = connection.prepareStatement(FORGET_NAMES);
                PreparedStatement insert = connection.prepareStatement(INSERT_NAME)) {
            forget.executeUpdate();
            for (RecordTable table : tables.all()) {
                insert.setString(1, table.name());
                insert.setString(2, table.tableName());
                insert.addBatch();
            }
            insert.executeBatch();
        }
        try (PreparedStatement statement = connection.prepareStatement(NEW_ID)) {
            for (RecordTable table : tables.all()) {
                statement.setString(1, table.name());
                statement.setString(2, table.name());
                statement.addBatch();
            }
            statement.executeBatch();
        }
    }

    /// Forgets the schemas before a version.
    void forget(long before) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(FORGET)) {
            statement.setLong(1, before);
            statement.executeUpdate();
        }
    }

    /// The tables' names, by record.
    Map<String, String> names() throws SQLException {
        Map<String, String> names = new HashMap<>();
        try (PreparedStatement statement = connection.prepareStatement(NAMES);
                ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                names.put(result.getString(1), result.getString(2));
            }
        }
        return names;
    }

    /// Every table of the database that is to hold rows of records, used or left behind.
    List<String> recordTables() throws SQLException {
        return tables().stream().filter(name -> !name.startsWith(SYSTEM_PREFIX)).toList();
    }

    private List<String> tables() throws SQLException {
        List<String> tables = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(TABLES);
                ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                tables.add(result.getString(1));
            }
        }
        return tables;
    }
}
