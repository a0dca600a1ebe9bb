package dev.parallax.server.store;

import dev.parallax.change.Row;
import dev.parallax.change.Version;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/// Takes the contents of a database out, and fills a new one with them. Stateless.
final class Copying {
    private static final String HEAD = """
            SELECT "database_id", "version", "hash", "ceiling", "floor", "floor_hash" FROM "parallax_head"
            """;
    private static final String NEW_HEAD = "INSERT INTO \"parallax_head\" VALUES (1, ?, ?, ?, ?, ?, ?)";
    private static final String IDS = "SELECT \"record\", \"last\" FROM \"parallax_id\"";
    private static final int PAGE_SIZE = 1_000;
    private static final long PAGE_CHARS = 8L << 20;

    private Copying() {}

    /// Reads everything in the state that a snapshot sees.
    ///
    /// @param logLimit of the newest log entries; older ones are left out, and the floor is where they end
    static Contents read(Snapshot snapshot, Connection connection, int logLimit) throws SQLException {
        List<Row> rows = new ArrayList<>();
        for (var type : snapshot.schema().records()) {
            long after = Version.NONE;
            Chunk<Row> chunk;
            do {
                chunk = snapshot.byVersion(type.name(), after, PAGE_SIZE, PAGE_CHARS);
                rows.addAll(chunk.items());
                after = chunk.items().isEmpty()
                        ? after
                        : chunk.items().getLast().version();
            } while (chunk.isCut());
        }
        List<StoredChange> log = log(snapshot);
        Map<String, Long> ids = new HashMap<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(IDS)) {
            while (result.next()) {
                ids.put(result.getString(1), result.getLong(2));
            }
        }
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(HEAD)) {
            result.next();
            int left = Math.max(0, log.size() - logLimit);
            StoredChange last = left == 0 ? null : log.get(left - 1);
            Head head = new Head(
                    result.getString(1),
                    result.getLong(2),
                    result.getString(3),
                    result.getLong(4),
                    last == null ? result.getLong(5) : last.change().version());
            return new Contents(
                    head,
                    last == null ? result.getString(6) : last.hash(),
                    snapshot.schemas().entries(),
                    rows,
                    ids,
                    log.subList(left, log.size()));
        }
    }

    private static List<StoredChange> log(Snapshot snapshot) {
        List<StoredChange> log = new ArrayList<>();
        long after = snapshot.floor();
        Chunk<StoredChange> chunk;
        do {
            chunk = snapshot.log().entries(after, PAGE_SIZE, PAGE_CHARS);
            log.addAll(chunk.items());
            after = chunk.items().isEmpty()
                    ? after
                    : chunk.items().getLast().change().version();
        } while (chunk.isCut());
        return log;
    }

    /// Makes the tables of a new database and fills them.
    ///
    /// @throws UniqueViolationException if two rows are the same where none may be
    static void write(Contents contents, Connection connection, Catalog catalog) throws SQLException {
        SchemaHistory.Entry current = contents.schemas().getLast();
        Tables tables = new Tables(current.schema());
        Layout.create(Database.sql(connection), tables);
        Head head = contents.head();
        try (PreparedStatement statement = connection.prepareStatement(NEW_HEAD)) {
            statement.setString(1, head.databaseId());
            statement.setLong(2, head.version());
            statement.setString(3, head.hash());
            statement.setLong(4, head.ceiling());
            statement.setLong(5, head.floor());
            statement.setString(6, contents.floorHash());
            statement.executeUpdate();
        }
        for (SchemaHistory.Entry entry : contents.schemas()) {
            catalog.add(entry, tables, current.schema().source());
        }
        WriteTransaction writing = new WriteTransaction(connection, new CommitGate(), tables);
        contents.rows().forEach(writing::insert);
        contents.lastIds().forEach(writing::saveLastId);
        writing.append(contents.log());
        connection.commit();
    }
}
