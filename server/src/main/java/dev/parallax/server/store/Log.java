package dev.parallax.server.store;

import dev.parallax.change.Change;
import dev.parallax.change.ChangeKind;
import dev.parallax.change.Row;
import dev.parallax.change.StateHash;
import dev.parallax.wire.InvalidJsonException;
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
    private static final String HEAD = "SELECT \"version\", \"hash\" FROM \"parallax_head\"";
    private static final String FLOOR_HASH = "SELECT \"floor_hash\" FROM \"parallax_head\"";
    private static final String COUNT = "SELECT COUNT(*) FROM \"parallax_log\"";
    private static final String STANDING = """
            SELECT "version", (SELECT MAX("version") FROM "parallax_schema_version"), "floor" FROM "parallax_head"
            """;
    /// What an entry takes beside its images.
    private static final int ENTRY_CHARS = 256;

    private static final String LENGTHS = "SELECT " + ENTRY_CHARS
            + " + COALESCE(CHAR_LENGTH(\"before\"), 0) + COALESCE(CHAR_LENGTH(\"after\"), 0) FROM \"parallax_log\"";
    private static final String ENTRY_LENGTHS = LENGTHS + " WHERE \"version\" > ? ORDER BY \"version\" LIMIT ?";
    private static final String STEP_LENGTHS = LENGTHS + """
             WHERE "record" = ? AND "version" > ? AND "version" <= ? AND "previous" IS NOT NULL
            ORDER BY "version" LIMIT ?
            """;
    private static final String ENTRIES = """
            SELECT "version", "transaction", "record", "row_id", "actor", "before", "after", "hash"
            FROM "parallax_log" WHERE "version" > ? ORDER BY "version" LIMIT ?
            """;
    private static final String STEPS = """
            SELECT "row_id", "version", "before", "after" FROM "parallax_log"
            WHERE "record" = ? AND "version" > ? AND "version" <= ? AND "previous" IS NOT NULL
            ORDER BY "version" LIMIT ?
            """;

    private final Connection connection;
    private final Tables tables;
    private final Images images;

    Log(Connection connection, Tables tables, SchemaHistory schemas) {
        this.connection = connection;
        this.tables = tables;
        this.images = new Images(schemas);
    }

    /// One change of a row that was there before.
    ///
    /// @param after null if the change is its deletion
    public record Step(
            long id, long version, Row before, @Nullable Row after) {}

    /// The first updates and deletions of a record's rows, newer than one version and up to another, oldest first.
    ///
    /// @param chars of images that may be loaded; a first one is loaded whatever its size
    public Chunk<Step> steps(String record, long after, long until, long chars) {
        RecordTable table = tables.of(record);
        List<Step> steps = new ArrayList<>();
        try (PreparedStatement lengths = connection.prepareStatement(STEP_LENGTHS);
                PreparedStatement statement = connection.prepareStatement(STEPS)) {
            Allowance.Fit fit =
                    fit(new Allowance(chars), bind(lengths, record, after, until, Allowance.MEASURED_LIMIT));
            try (ResultSet result =
                    bind(statement, record, after, until, fit.count()).executeQuery()) {
                while (result.next()) {
                    steps.add(step(table, result));
                }
            }
            return new Chunk<>(steps, fit.isCut() || fit.measured() == Allowance.MEASURED_LIMIT);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    /// The first entries newer than a version, oldest first.
    ///
    /// @param limit of entries
    /// @param chars of images that may be loaded; a first entry is loaded whatever its size
    public Chunk<StoredChange> entries(long after, int limit, long chars) {
        return read(after, limit, chars, this::entry);
    }

    /// The same for the chain of hashes, even if somebody altered the log beyond recognition.
    public Chunk<LogLink> links(long after, int limit, long chars) {
        return read(after, limit, chars, Log::link);
    }

    /// How many entries there are.
    public long count() {
        return one(COUNT, result -> result.getLong(1));
    }

    /// The chain's hash at the floor, in lower-case hex.
    public String floorHash() {
        return one(FLOOR_HASH, result -> result.getString(1));
    }

    /// The chain's hash at the newest change, in lower-case hex, as the head keeps it.
    public String headHash() {
        return one(HEAD, result -> result.getString(2));
    }

    private <T> T one(String sql, Reading<T> reading) {
        try (PreparedStatement statement = connection.prepareStatement(sql);
                ResultSet result = statement.executeQuery()) {
            result.next();
            return reading.read(result);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    @FunctionalInterface
    private interface Reading<T> {
        T read(ResultSet result) throws SQLException;
    }

    private <T> Chunk<T> read(long after, int limit, long chars, Reading<T> reading) {
        Allowance allowance = new Allowance(chars);
        List<T> entries = new ArrayList<>();
        long position = after;
        try (PreparedStatement lengths = connection.prepareStatement(ENTRY_LENGTHS);
                PreparedStatement statement = connection.prepareStatement(ENTRIES)) {
            while (entries.size() < limit) {
                int wanted = Math.min(Allowance.MEASURED_LIMIT, limit - entries.size());
                Allowance.Fit fit = fit(allowance, bind(lengths, position, wanted));
                try (ResultSet result = bind(statement, position, fit.count()).executeQuery()) {
                    while (result.next()) {
                        position = result.getLong(1);
                        entries.add(reading.read(result));
                    }
                }
                if (fit.isCut() || fit.measured() < wanted) {
                    return new Chunk<>(entries, fit.isCut());
                }
            }
            return new Chunk<>(entries, true);
        } catch (SQLException e) {
            throw failed(e);
        }
    }

    private static Allowance.Fit fit(Allowance allowance, PreparedStatement lengths) throws SQLException {
        try (ResultSet result = lengths.executeQuery()) {
            return allowance.take(result);
        }
    }

    private static PreparedStatement bind(PreparedStatement statement, long after, int limit) throws SQLException {
        statement.setLong(1, after);
        statement.setInt(2, limit);
        return statement;
    }

    private static PreparedStatement bind(PreparedStatement statement, String record, long after, long until, int limit)
            throws SQLException {
        statement.setString(1, record);
        statement.setLong(2, after);
        statement.setLong(3, until);
        statement.setInt(4, limit);
        return statement;
    }

    /// Where a state stands.
    ///
    /// @param version of its newest change
    /// @param schemaVersion since which its schema is in force
    /// @param floor up to which the log was pruned
    record Standing(long version, long schemaVersion, long floor) {}

    static Standing standing(Connection connection) throws SQLException {
        try (PreparedStatement statement = connection.prepareStatement(STANDING);
                ResultSet result = statement.executeQuery()) {
            result.next();
            return new Standing(result.getLong(1), result.getLong(2), result.getLong(3));
        }
    }

    private static Step step(RecordTable table, ResultSet result) throws SQLException {
        String after = result.getString(4);
        return new Step(
                result.getLong(1),
                result.getLong(2),
                Images.asOfNow(table, result.getString(3)),
                after == null ? null : Images.asOfNow(table, after));
    }

    private static LogLink link(ResultSet result) throws SQLException {
        String before = result.getString(6);
        String after = result.getString(7);
        long chars = ENTRY_CHARS + length(before) + length(after);
        return new LogLink(
                result.getLong(1),
                result.getString(3),
                result.getLong(4),
                canonical(result, before, after),
                result.getString(8),
                chars);
    }

    /// Null if what is there is no change of a row.
    private static @Nullable String canonical(ResultSet result, @Nullable String before, @Nullable String after)
            throws SQLException {
        ChangeKind kind = before == null ? ChangeKind.INSERT : after == null ? ChangeKind.DELETE : ChangeKind.UPDATE;
        try {
            return StateHash.canonical(
                    result.getLong(1),
                    result.getString(3),
                    result.getLong(4),
                    kind,
                    after == null ? null : RowJson.values(Json.parseObject(after)));
        } catch (InvalidJsonException unreadable) {
            return null;
        }
    }

    private static long length(@Nullable String image) {
        return image == null ? 0 : image.length();
    }

    private StoredChange entry(ResultSet result) throws SQLException {
        long version = result.getLong(1);
        String record = result.getString(3);
        String before = result.getString(6);
        String after = result.getString(7);
        Change change = new Change(
                version,
                result.getLong(2),
                record,
                result.getLong(4),
                before == null ? null : images.asWritten(record, version, before),
                after == null ? null : images.asWritten(record, version, after),
                actor(result));
        return new StoredChange(change, result.getString(8));
    }

    private static @Nullable String actor(ResultSet result) throws SQLException {
        return result.getString(5);
    }

    private static DatabaseException failed(SQLException e) {
        return new DatabaseException("the log could not be read", e);
    }
}
