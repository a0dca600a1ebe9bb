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
    private static final String STEPS = """
            SELECT "row_id", "version", "previous", "before", "after" FROM "parallax_log"
            WHERE "record" = ? AND "version" > ? AND "version" <= ? AND "previous" IS NOT NULL
            ORDER BY "version" LIMIT ?
            """;

    private final Connection connection;
    private final Tables tables;

    Log(Connection connection, Tables tables) {
        this.connection = connection;
        this.tables = tables;
    }

    /// One change of a row that was there before.
    ///
    /// @param previous the version that the row had until then
    /// @param after null if the change is its deletion
    public record Step(
            long id,
            long version,
            long previous,
            Row before,
            @Nullable Row after) {}

    /// Updates and deletions of a record's rows, newer than one version and up to another, oldest first.
    public List<Step> steps(String record, long after, long until, int limit) {
        RecordTable table = tables.of(record);
        List<Step> steps = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(STEPS)) {
            statement.setString(1, record);
            statement.setLong(2, after);
            statement.setLong(3, until);
            statement.setInt(4, limit);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    String image = result.getString(5);
                    steps.add(new Step(
                            result.getLong(1),
                            result.getLong(2),
                            result.getLong(3),
                            image(table, result.getString(4)),
                            image == null ? null : image(table, image)));
                }
            }
        } catch (SQLException e) {
            throw failed(e);
        }
        return steps;
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
