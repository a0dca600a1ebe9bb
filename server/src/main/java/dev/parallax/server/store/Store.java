package dev.parallax.server.store;

import dev.parallax.schema.Schema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// The database, with the schema that is in force. Thread-safe, but the write transaction and everything that changes
/// the schema are the writer's alone.
public final class Store implements AutoCloseable {
    private final Database database;
    private final boolean durable;
    private final WriteTransaction writing;
    private final Generations generations;
    private final TableNumbers numbers;
    private final CommitGate gate = new CommitGate();
    private volatile Generation current;

    private Store(Database database, Generation current, boolean durable) {
        this.database = database;
        this.current = current;
        this.durable = durable;
        this.generations = new Generations(current);
        this.numbers = new TableNumbers(current.tables().names().values());
        this.writing = new WriteTransaction(database.writing(), gate, current.tables());
    }

    /// Opens a database, or makes one. One that is there has its own schema.
    ///
    /// @param schema for a new one
    /// @param newId a database's id, if one is made
    /// @param newHash the chained hash of an empty log, if one is made
    /// @throws DatabaseException if it cannot be opened
    public static Store open(Schema schema, Place place, String newId, String newHash) {
        return open(place, (connection, catalog) -> create(connection, catalog, new Tables(schema), newId, newHash));
    }

    /// Makes a database with the contents of another.
    ///
    /// @param place as above; nothing must be there yet
    /// @throws DatabaseException if it cannot be made, or these are no contents of a database
    public static Store restore(Contents contents, Place place) {
        return open(place, (connection, catalog) -> {
            try {
                Copying.write(contents, connection, catalog);
            } catch (UniqueViolationException e) {
                throw new DatabaseException("two rows of `" + e.record() + "` are the same where each must be another");
            }
        });
    }

    private static Store open(Place place, Making making) {
        Database database = Database.open(place);
        try {
            Generation current = generation(database.writing(), making);
            ChangelogBook.create(database.writing());
            return new Store(database, current, !(place instanceof Place.Memory));
        } catch (SQLException | RuntimeException e) {
            database.close();
            throw e instanceof DatabaseException known
                    ? known
                    : new DatabaseException("the database could not be prepared", e);
        }
    }

    /// False if everything ends when it is closed.
    public boolean isDurable() {
        return durable;
    }

    /// The schema that is in force.
    public Schema schema() {
        return schemas().current();
    }

    /// Which schema was in force at which version, up to now.
    public SchemaHistory schemas() {
        return current.schemas();
    }

    /// A state that survives a kill of the process: nothing in it can be undone.
    ///
    /// @throws StoreBusyException if too many read for too long
    public Snapshot snapshot() {
        try {
            Connection connection = database.read();
            try {
                Snapshot snapshot = Snapshot.open(connection, generations);
                gate.pass();
                return snapshot;
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

    /// What it would take to bring a schema into force. Writer only.
    public Migration migration(Schema next) {
        return WriteTransaction.doing(() -> Migration.of(database.writing(), current.tables(), next));
    }

    /// Begins to bring a schema into force. Writer only.
    public SchemaSwitch switchTo(Migration migration) {
        return new SchemaSwitch(this, database.writing(), current, migration);
    }

    /// The text of the schema that a server was last started with on this database. Writer only.
    public String given() {
        return WriteTransaction.doing(() -> new Catalog(database.writing()).given());
    }

    /// A server is started with the schema that is in force. Writer only.
    public void setGiven(String source) {
        WriteTransaction.doing(() -> {
            new Catalog(database.writing()).setGiven(source);
            database.writing().commit();
            return source;
        });
    }

    /// Drops the tables of earlier schemas that nobody reads any more. No transaction may be open. Writer only.
    public void sweep() {
        if (generations.hasEarlier(current)) {
            SchemaSwitch.drop(database.writing(), generations.retire(current));
        }
    }

    Generations generations() {
        return generations;
    }

    TableNumbers numbers() {
        return numbers;
    }

    /// What was announced is committed.
    void install(Generation next) {
        current = next;
        writing.use(next.tables());
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

    /// Leaves the database as a killed process would.
    public void abandon() {
        database.abandon();
    }

    /// Makes what is in a new database.
    @FunctionalInterface
    private interface Making {
        void make(Connection connection, Catalog catalog) throws SQLException;
    }

    private static Generation generation(Connection connection, Making making) throws SQLException {
        Catalog catalog = new Catalog(connection);
        if (catalog.isNew()) {
            making.make(connection, catalog);
        }
        SchemaHistory schemas = catalog.schemas();
        Tables tables = new Tables(schemas.current(), catalog.names());
        List<String> unused = new ArrayList<>(catalog.recordTables());
        unused.removeAll(tables.names().values());
        SchemaSwitch.drop(connection, unused);
        return new Generation(schemas, tables);
    }

    private static void create(Connection connection, Catalog catalog, Tables tables, String newId, String newHash)
            throws SQLException {
        Layout.create(Database.sql(connection), tables);
        try (Statement statement = connection.createStatement()) {
            statement.executeUpdate("INSERT INTO \"parallax_head\" VALUES (1, '" + newId + "', 0, '" + newHash
                    + "', 0, 0, '" + newHash + "')");
        }
        catalog.add(
                SchemaHistory.Entry.first(tables.schema()),
                tables,
                tables.schema().source());
        connection.commit();
    }
}
