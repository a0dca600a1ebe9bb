package dev.parallax.server.store;

import dev.parallax.schema.Schema;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// The database of one schema. Thread-safe, but the write transaction is the writer's alone.
public final class Store implements AutoCloseable {
    private final Database database;
    private final Tables tables;
    private final boolean durable;
    private final WriteTransaction writing;
    private final SchemaHistory schemas;

    private Store(Database database, Schema schema, Tables tables, boolean durable) {
        this.schemas = new SchemaHistory(List.of(new SchemaHistory.Entry(0, schema)));
        this.database = database;
        this.tables = tables;
        this.durable = durable;
        this.writing = new WriteTransaction(database.writing(), tables);
    }

    /// Opens a database, or makes one.
    ///
    /// @param file without its ending, or null for memory
    /// @param newId a database's id, if one is made
    /// @param newHash the chained hash of an empty log, if one is made
    /// @throws DatabaseException if it cannot be opened, or was made for another schema
    public static Store open(Schema schema, @Nullable Path file, String newId, String newHash) {
        Database database = Database.open(file);
        Tables tables = new Tables(schema);
        try {
            prepare(database.writing(), schema, tables, newId, newHash);
            ChangelogBook.create(database.writing());
            return new Store(database, schema, tables, file != null);
        } catch (SQLException | RuntimeException e) {
            database.close();
            throw e instanceof DatabaseException known
                    ? known
                    : new DatabaseException("the database could not be prepared", e);
        }
    }

    /// False if everything ends with the process anyway.
    public boolean isDurable() {
        return durable;
    }

    /// Which schema was in force at which version, up to now.
    public SchemaHistory schemas() {
        return schemas;
    }

    /// @throws StoreBusyException if too many read for too long
    public Snapshot snapshot() {
        try {
            Connection connection = database.read();
            try {
                return new Snapshot(connection, tables);
            } catch (SQLException | RuntimeException e) {
                connection.close();
                throw e;
            }
        } catch (java.sql.SQLTransientConnectionException e) {
            throw new StoreBusyException();
        } catch (SQLException e) {
            throw new DatabaseException("the database could not be read", e);
        }
    }

    public WriteTransaction writing() {
        return writing;
    }

    /// Every session; read once, before the writer starts.
    public List<StoredSession> sessions() {
        return WriteTransaction.doing(() -> {
            List<StoredSession> sessions = new ArrayList<>();
            try (Statement statement = database.writing().createStatement();
                    ResultSet result = statement.executeQuery(
                            "SELECT \"secret_hash\", \"fields\", \"created\", \"first\", \"changed\""
                                    + " FROM \"parallax_session\"")) {
                while (result.next()) {
                    sessions.add(new StoredSession(
                            result.getString(1),
                            result.getString(2),
                            result.getLong(3),
                            result.getLong(4),
                            result.getString(5)));
                }
            }
            return sessions;
        });
    }

    /// Every client of the changelog dialect; read once, before the writer starts.
    public List<StoredClient> clients() {
        return WriteTransaction.doing(() -> ChangelogBook.clients(database.writing()));
    }

    /// The highest id ever given, by record; read once, before the writer starts.
    public Map<String, Long> lastIds() {
        return WriteTransaction.doing(() -> {
            Map<String, Long> ids = new HashMap<>();
            try (Statement statement = database.writing().createStatement();
                    ResultSet result = statement.executeQuery("SELECT \"record\", \"last\" FROM \"parallax_id\"")) {
                while (result.next()) {
                    ids.put(result.getString(1), result.getLong(2));
                }
            }
            return ids;
        });
    }

    @Override
    public void close() {
        database.close();
    }

    private static void prepare(Connection connection, Schema schema, Tables tables, String newId, String newHash)
            throws SQLException {
        String source = StoredSchema.find(connection);
        if (source != null) {
            StoredSchema.requireSame(source, schema);
            return;
        }
        Layout.create(Database.sql(connection), schema, tables);
        StoredSchema.save(connection, schema);
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate(
                    "INSERT INTO \"parallax_head\" VALUES (1, '" + newId + "', 0, '" + newHash + "', 0, 0)");
            for (RecordTable table : tables.all()) {
                statement.executeUpdate("INSERT INTO \"parallax_id\" VALUES ('" + table.name() + "', 0)");
            }
        }
        connection.commit();
    }
}
