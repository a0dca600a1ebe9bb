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
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Reads the change log in the state that a snapshot sees. Confined to its thread.
public final class Log {
    private static final String HEAD = "SELECT \"version\" FROM \"parallax_head\"";
    private static final String ENTRIES = """
            SELECT "version", "transaction", "record", "row_id", "actor", "before", "after", "hash"
            FROM "parallax_log" WHERE "version" > ? ORDER BY "version" LIMIT ?
            """;
    private static final String DELETIONS = """
            SELECT "row_id", "version" FROM "parallax_log"
            WHERE "record" = ? AND "kind" = 'delete' AND "version" > ? ORDER BY "version" LIMIT ?
            """;
    /// A row's entries form a chain, each naming the version before it: one entry at most spans a given version.
    private static final String IMAGES = """
            SELECT "row_id", "before" FROM "parallax_log"
            WHERE "record" = ? AND "previous" <= ? AND "version" > ? AND "row_id" IN (%s)
            """;

    private final Connection connection;
    private final Tables tables;

    Log(Connection connection, Tables tables) {
        this.connection = connection;
        this.tables = tables;
    }

    /// A row that no longer exists, and the version of its deletion.
    public record Deletion(long id, long version) {}

    /// Rows deleted after a version, in that order.
    public List<Deletion> deletions(String record, long after, int limit) {
        List<Deletion> deletions = new ArrayList<>();
        try (PreparedStatement statement = connection.prepareStatement(DELETIONS)) {
            statement.setString(1, record);
            statement.setLong(2, after);
            statement.setInt(3, limit);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    deletions.add(new Deletion(result.getLong(1), result.getLong(2)));
                }
            }
        } catch (SQLException e) {
            throw failed(e);
        }
        return deletions;
    }

    /// What rows that changed since were at a version; a row that did not exist then is left out.
    ///
    /// @param ids of rows whose last change is newer than `version`
    public Map<Long, Row> imagesAt(String record, long version, Collection<Long> ids) {
        Map<Long, Row> images = new HashMap<>();
        if (ids.isEmpty()) {
            return images;
        }
        String marks = ids.stream().map(id -> "?").collect(Collectors.joining(", "));
        try (PreparedStatement statement = connection.prepareStatement(IMAGES.replace("%s", marks))) {
            statement.setString(1, record);
            statement.setLong(2, version);
            statement.setLong(3, version);
            int parameter = 4;
            for (long id : ids) {
                statement.setLong(parameter++, id);
            }
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    images.put(result.getLong(1), image(tables.of(record), result.getString(2)));
                }
            }
        } catch (SQLException e) {
            throw failed(e);
        }
        return images;
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
