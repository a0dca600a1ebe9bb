package dev.parallax.server.store;

import dev.parallax.change.Change;
import dev.parallax.change.Row;
import dev.parallax.wire.Json;
import dev.parallax.wire.RowJson;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Reads the change log in the state that a snapshot sees. Confined to its thread.
public final class Log {
    private static final String HEAD = "SELECT \"version\" FROM \"parallax_head\"";
    private static final String ENTRIES = """
            SELECT "version", "transaction", "record", "row_id", "actor", "before", "after", "hash"
            FROM "parallax_log" WHERE "version" > ? ORDER BY "version" LIMIT ?
            """;
    /// A row's entries form a chain, each naming the version before it: one entry at most spans a given version.
    private static final String FIRST_CHANGES = """
            SELECT "row_id", "version", "before" FROM "parallax_log"
            WHERE "record" = ? AND "version" > ? AND "previous" <= ? ORDER BY "version" LIMIT ?
            """;

    private final Connection connection;
    private final Tables tables;

    Log(Connection connection, Tables tables) {
        this.connection = connection;
        this.tables = tables;
    }

    /// The first change of a row since a version.
    ///
    /// @param before what the row was at that version
    public record FirstChange(long id, long version, Row before) {}

    /// The first changes, since a version, of the rows that existed at it; those after `position`, in order.
    ///
    /// @param position at least `since`
    public List<FirstChange> firstChanges(String record, long since, long position, int limit) {
        List<FirstChange> found = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(FIRST_CHANGES)) {
            statement.setString(1, record);
            statement.setLong(2, position);
            statement.setLong(3, since);
            statement.setInt(4, limit);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    Row before = image(tables.of(record), result.getString(3));
                    if (before == null) {
                        throw new IllegalStateException("a change of an existing row has no image before it");
                    }
                    found.add(new FirstChange(result.getLong(1), result.getLong(2), before));
                }
            }
        } catch (SQLException e) {
            throw failed(e);
        }
        return found;
    }

    /// Entries newer than a version, oldest first.
    public List<StoredChange> entries(long after, int limit) {
        List<StoredChange> entries = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(ENTRIES)) {
            statement.setLong(1, after);
            statement.setInt(2, limit);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    entries.add(entry(result));
                }
            }
        } catch (SQLException e) {
            throw failed(e);
        }
        return entries;
    }

    static long headVersion(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(HEAD);
                ResultSet result = statement.executeQuery()) {
            result.next();
            return result.getLong(1);
        }
    }

    private StoredChange entry(ResultSet result) throws SQLException {
        RecordTable table = tables.of(result.getString(3));
        String before = result.getString(6);
        String after = result.getString(7);
        Change change = new Change(
                result.getLong(1),
                result.getLong(2),
                table.name(),
                result.getLong(4),
                before == null ? null : image(table, before),
                after == null ? null : image(table, after),
                actor(result));
        return new StoredChange(change, result.getString(8));
    }

    private static @Nullable String actor(ResultSet result) throws SQLException {
        return result.getString(5);
    }

    private static Row image(RecordTable table, String json) {
        return RowJson.decode(table.type(), table.shape(), Json.parseObject(json));
    }

    private static DatabaseException failed(SQLException e) {
        return new DatabaseException("the log could not be read", e);
    }
}
