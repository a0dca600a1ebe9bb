package dev.parallax.server.store;

import dev.parallax.change.Row;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// Rows as they were at an earlier version, if they have changed since, from the log that a snapshot sees.
/// Confined to its thread.
public final class PastRows {
    private static final String FROM = """
             FROM "parallax_log" WHERE "version" > ? AND "previous" > ? AND "previous" <= ?
            ORDER BY "previous" LIMIT ?
            """;
    private static final String LENGTHS = "SELECT CHAR_LENGTH(\"before\")" + FROM;
    private static final String IMAGES = "SELECT \"record\", \"before\", \"previous\"" + FROM;

    private final Connection connection;
    private final Tables tables;

    PastRows(Connection connection, Tables tables) {
        this.connection = connection;
        this.tables = tables;
    }

    /// The rows of all records as they were at `asOf`, of those that were changed or deleted after it: the
    /// first that were written after `after`, in the order in which they were.
    ///
    /// @param limit of rows
    /// @param chars of content that may be loaded; a first row is loaded whatever its size
    public Chunk<Row> at(long asOf, long after, int limit, long chars) {
        Allowance allowance = new Allowance(chars);
        List<Row> rows = new ArrayList<>();
        long position = after;
        try (PreparedStatement lengths = connection.prepareStatement(LENGTHS);
                PreparedStatement images = connection.prepareStatement(IMAGES)) {
            while (rows.size() < limit) {
                int wanted = Math.min(Allowance.MEASURED_LIMIT, limit - rows.size());
                Allowance.Fit fit;
                try (ResultSet result = bind(lengths, asOf, position, wanted).executeQuery()) {
                    fit = allowance.take(result);
                }
                try (ResultSet result =
                        bind(images, asOf, position, fit.count()).executeQuery()) {
                    while (result.next()) {
                        // A record that is no more has no rows that anybody could ask for.
                        Optional<RecordTable> table = tables.find(result.getString(1));
                        if (table.isPresent()) {
                            rows.add(Images.asOfNow(table.get(), result.getString(2)));
                        }
                        position = result.getLong(3);
                    }
                }
                if (fit.isCut() || fit.measured() < wanted) {
                    return new Chunk<>(rows, fit.isCut());
                }
            }
            return new Chunk<>(rows, true);
        } catch (SQLException e) {
            throw new DatabaseException("the log could not be read", e);
        }
    }

    private static PreparedStatement bind(PreparedStatement statement, long asOf, long after, int limit)
            throws SQLException {
        statement.setLong(1, asOf);
        statement.setLong(2, after);
        statement.setLong(3, asOf);
        statement.setInt(4, limit);
        return statement;
    }
}
