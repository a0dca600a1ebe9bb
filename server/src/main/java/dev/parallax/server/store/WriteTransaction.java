package dev.parallax.server.store;

import dev.parallax.change.Change;
import dev.parallax.change.Row;
import dev.parallax.policy.LinkedRows;
import dev.parallax.wire.Json;
import dev.parallax.wire.RowJson;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Savepoint;
import java.util.List;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.h2.api.ErrorCode;
import org.jspecify.annotations.Nullable;

/// The writing side of the database: reused prepared statements on one connection, one transaction after the other.
/// Confined to the writer.
public final class WriteTransaction {
    private static final String LOCK_HEAD = """
            SELECT "database_id", "version", "hash", "ceiling", "floor" FROM "parallax_head" WHERE "one" = 1 FOR UPDATE
            """;
    private static final String SAVE_HEAD =
            "UPDATE \"parallax_head\" SET \"version\" = ?, \"hash\" = ?, \"ceiling\" = ? WHERE \"one\" = 1";
    private static final String APPEND = """
            INSERT INTO "parallax_log" ("version", "transaction", "record", "row_id", "kind", "actor", "before",
                "after", "previous", "hash") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String SAVE_ID = "UPDATE \"parallax_id\" SET \"last\" = ? WHERE \"record\" = ?";

    private final Connection connection;
    private final CommitGate gate;
    private Tables tables;
    private final Statements statements;
    private final StatementLinkedRows linkedRows;
    private final Bookkeeping bookkeeping;
    private final ChangelogBook changelog;
    private final LogTail logTail;
    private LinkQueries links;
    private PathLog paths;

    WriteTransaction(Connection connection, CommitGate gate, Tables tables) {
        this.connection = connection;
        this.gate = gate;
        this.tables = tables;
        this.statements = new Statements(connection);
        this.linkedRows = new StatementLinkedRows(statements, tables);
        this.bookkeeping = new Bookkeeping(statements);
        this.changelog = new ChangelogBook(statements, tables);
        this.logTail = new LogTail(statements);
        this.links = new LinkQueries(Database.sql(connection), tables);
        this.paths = new PathLog(statements, tables);
    }

    /// From now on the rows are in these tables.
    void use(Tables next) {
        statements.clear();
        tables = next;
        linkedRows.use(next);
        links = new LinkQueries(Database.sql(connection), next);
        paths = new PathLog(statements, next);
        changelog.use(next);
    }

    /// Takes the head's lock: from here until commit or rollback, this is the only writer.
    public Head lockHead() {
        return doing(() -> {
            try (ResultSet result = statements.of(LOCK_HEAD).executeQuery()) {
                result.next();
                return new Head(
                        result.getString(1),
                        result.getLong(2),
                        result.getString(3),
                        result.getLong(4),
                        result.getLong(5));
            }
        });
    }

    /// The newest change that this transaction sees.
    public long headVersion() {
        return doing(() -> Log.standing(connection).version());
    }

    public void saveHead(Head head) {
        doing(() -> {
            PreparedStatement statement = statements.of(SAVE_HEAD);
            statement.setLong(1, head.version());
            statement.setString(2, head.hash());
            statement.setLong(3, head.ceiling());
            return statement.executeUpdate();
        });
    }

    public Optional<Row> find(String record, long id) {
        return linkedRows.find(record, tables.of(record).type().idField(), id).stream()
                .findFirst();
    }

    /// The id of some row, each as likely; empty if there is none.
    public Optional<Long> randomId(String record, RandomGenerator random) {
        RecordTable table = tables.of(record);
        return doing(() -> {
            long count;
            try (ResultSet result = statements.of(table.countSql()).executeQuery()) {
                result.next();
                count = result.getLong(1);
            }
            if (count == 0) {
                return Optional.empty();
            }
            PreparedStatement statement = statements.of(table.idAtSql());
            statement.setLong(1, random.nextLong(count));
            try (ResultSet result = statement.executeQuery()) {
                result.next();
                return Optional.of(result.getLong(1));
            }
        });
    }

    /// @throws UniqueViolationException leaving the transaction as it was
    public void insert(Row row) {
        RecordTable table = tables.of(row.record());
        writing(table, () -> {
            PreparedStatement statement = statements.of(table.insertSql());
            table.bind(statement, row);
            return statement.executeUpdate();
        });
    }

    /// @throws UniqueViolationException leaving the transaction as it was
    public void update(Row row) {
        RecordTable table = tables.of(row.record());
        writing(table, () -> {
            PreparedStatement statement = statements.of(table.updateSql());
            table.bind(statement, row);
            statement.setLong(table.columns().size() + 1, row.id());
            return statement.executeUpdate();
        });
    }

    public void delete(String record, long id) {
        RecordTable table = tables.of(record);
        doing(() -> {
            PreparedStatement statement = statements.of(table.deleteSql());
            statement.setLong(1, id);
            return statement.executeUpdate();
        });
    }

    /// The rows that an `exists` asks about, as this transaction sees them now.
    public LinkedRows linkedRows() {
        return linkedRows;
    }

    /// What lies behind links, as this transaction sees it now.
    public LinkQueries links() {
        return links;
    }

    /// The history of what lies behind links.
    public PathLog paths() {
        return paths;
    }

    /// Remembers the highest id that was ever given to a row of the record, so that none is given twice.
    public void saveLastId(String record, long id) {
        doing(() -> {
            PreparedStatement statement = statements.of(SAVE_ID);
            statement.setLong(1, id);
            statement.setString(2, record);
            return statement.executeUpdate();
        });
    }

    /// Appends to the log.
    public void append(List<StoredChange> changes) {
        doing(() -> {
            PreparedStatement statement = statements.of(APPEND);
            for (StoredChange stored : changes) {
                bind(statement, stored);
                statement.addBatch();
            }
            return statement.executeBatch();
        });
    }

    /// Sessions and requests.
    public Bookkeeping bookkeeping() {
        return bookkeeping;
    }

    /// Clients of the changelog dialect.
    public ChangelogBook changelog() {
        return changelog;
    }

    /// The oldest part of the log.
    public LogTail logTail() {
        return logTail;
    }

    public Savepoint savepoint() {
        return doing(connection::setSavepoint);
    }

    public void rollbackTo(Savepoint savepoint) {
        running(() -> connection.rollback(savepoint));
    }

    /// When this returns, the transaction is durable.
    public void commit() {
        commit(() -> {});
    }

    /// The same.
    ///
    /// @param installed runs when it is durable and before any reader gets to see it
    public void commit(Runnable installed) {
        gate.begin();
        try {
            running(() -> connection.commit());
            installed.run();
        } finally {
            gate.end();
        }
    }

    public void rollback() {
        running(() -> connection.rollback());
    }

    private static void bind(PreparedStatement statement, StoredChange stored) throws SQLException {
        Change change = stored.change();
        Row before = change.before();
        Row after = change.after();
        statement.setLong(1, change.version());
        statement.setLong(2, change.transaction());
        statement.setString(3, change.record());
        statement.setLong(4, change.id());
        statement.setString(5, before == null ? "insert" : after == null ? "delete" : "update");
        statement.setString(6, change.actor());
        statement.setString(7, json(before));
        statement.setString(8, json(after));
        statement.setObject(9, before == null ? null : (Object) before.version());
        statement.setString(10, stored.hash());
    }

    private static @Nullable String json(@Nullable Row row) {
        return row == null ? null : Json.text(RowJson.encode(row));
    }

    private static void writing(RecordTable table, Sql<Integer> work) {
        try {
            work.run();
        } catch (SQLException e) {
            if (e.getErrorCode() == ErrorCode.DUPLICATE_KEY_1) {
                throw new UniqueViolationException(table.name(), violated(table, e));
            }
            throw failed(e);
        }
    }

    /// The fields of the `@unique` that the database names, before it goes on to name values.
    static List<String> violated(RecordTable table, SQLException e) {
        String message = String.valueOf(e.getMessage());
        String index = message.substring(0, Math.max(0, message.indexOf(" ON ")));
        List<List<String>> uniques = table.type().uniques();
        for (int position = 0; position < uniques.size(); position++) {
            if (index.replace("\"", "").endsWith(Layout.uniqueName(table, position))) {
                return uniques.get(position);
            }
        }
        return List.of();
    }

    static <T> T doing(Sql<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static void running(SqlAction work) {
        try {
            work.run();
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static DatabaseException failed(SQLException e) {
        return new DatabaseException("the database could not be written", e);
    }

    /// Work that SQL may fail.
    @FunctionalInterface
    interface Sql<T> {
        T run() throws SQLException;
    }

    /// The same without a result.
    @FunctionalInterface
    private interface SqlAction {
        void run() throws SQLException;
    }
}
