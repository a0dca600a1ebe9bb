package dev.parallax.server.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.OptionalLong;

/// Takes the oldest part of the log away. Every change newer than the floor stays, and the head keeps the chain's hash
/// at the floor, so that what is left can be verified. Confined to the writer.
public final class LogTail {
    private static final String COUNT = "SELECT COUNT(*) FROM \"parallax_log\"";
    private static final String NTH = "SELECT \"version\" FROM \"parallax_log\" ORDER BY \"version\" LIMIT 1 OFFSET ?";
    private static final String LAST_WHOLE = """
            SELECT MAX("version") FROM (
                SELECT "version", "transaction" FROM "parallax_log" WHERE "version" <= ? ORDER BY "version" LIMIT ?)
            WHERE "version" = "transaction"
            """;
    private static final String FIRST_END = "SELECT \"transaction\" FROM \"parallax_log\" ORDER BY \"version\" LIMIT 1";
    private static final String SAVE_FLOOR = """
            UPDATE "parallax_head" SET "floor" = ?,
                "floor_hash" = (SELECT "hash" FROM "parallax_log" WHERE "version" = ?) WHERE "one" = 1
            """;
    private static final String REMOVE = "DELETE FROM \"parallax_log\" WHERE \"version\" <= ?";
    private static final String REMOVE_PATHS =
            "DELETE FROM \"parallax_path\" WHERE \"transaction\" <= ? FETCH FIRST ? ROWS ONLY";

    private final Statements statements;

    LogTail(Statements statements) {
        this.statements = statements;
    }

    /// How many entries the log has.
    public long count() {
        return number(COUNT).orElse(0);
    }

    /// The version of the oldest entry but `index`; empty if there are not so many.
    public OptionalLong version(long index) {
        return number(NTH, index);
    }

    /// The end of the last transaction that lies whole among the oldest `limit` entries and before `until`; of the
    /// first one if that is larger. Empty if there is none.
    public OptionalLong wholeUntil(long until, int limit) {
        OptionalLong last = number(LAST_WHOLE, until, limit);
        if (last.isPresent()) {
            return last;
        }
        OptionalLong first = number(FIRST_END);
        return first.isPresent() && first.getAsLong() <= until ? first : OptionalLong.empty();
    }

    /// Removes everything up to a version at which a transaction ends.
    ///
    /// @return how many entries went
    public int removeUntil(long floor) {
        execute(SAVE_FLOOR, floor, floor);
        return execute(REMOVE, floor);
    }

    /// Removes the history of what `exists` found, up to a version.
    ///
    /// @return how many entries of it went, at most `limit`
    public int removePathsUntil(long version, int limit) {
        return execute(REMOVE_PATHS, version, limit);
    }

    private OptionalLong number(String sql, long... arguments) {
        return WriteTransaction.doing(() -> {
            try (ResultSet result = bound(sql, arguments).executeQuery()) {
                if (!result.next()) {
                    return OptionalLong.empty();
                }
                long value = result.getLong(1);
                return result.wasNull() ? OptionalLong.empty() : OptionalLong.of(value);
            }
        });
    }

    private int execute(String sql, long... arguments) {
        return WriteTransaction.doing(() -> bound(sql, arguments).executeUpdate());
    }

    private PreparedStatement bound(String sql, long... arguments) throws java.sql.SQLException {
        PreparedStatement statement = statements.of(sql);
        for (int index = 0; index < arguments.length; index++) {
            statement.setLong(index + 1, arguments[index]);
        }
        return statement;
    }
}
