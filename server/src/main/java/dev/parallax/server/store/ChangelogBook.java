package dev.parallax.server.store;

import dev.parallax.change.Row;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Types;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What the changelog dialect keeps about its clients, written in the same transactions as the rows. Confined
/// to the writer.
public final class ChangelogBook {
    /// Added to a database that was made before they were needed.
    private static final List<String> TABLES = List.of("""
            CREATE TABLE IF NOT EXISTS "parallax_push" (
                "session_key" VARCHAR(64) NOT NULL,
                "change_id" VARCHAR(36) NOT NULL,
                "fingerprint" VARCHAR(64) NOT NULL,
                "client_id" VARCHAR(64) NOT NULL,
                "record" VARCHAR(64) NOT NULL,
                "temporary_id" BIGINT,
                "row_id" BIGINT,
                "result" VARCHAR(1000000) NOT NULL,
                "version" BIGINT NOT NULL,
                PRIMARY KEY ("session_key", "change_id"))
            """, """
            CREATE INDEX IF NOT EXISTS "parallax_push_version" ON "parallax_push" ("version")
            """, """
            CREATE INDEX IF NOT EXISTS "parallax_push_temporary" ON "parallax_push"
                ("session_key", "client_id", "record", "temporary_id")
            """, """
            CREATE TABLE IF NOT EXISTS "parallax_client" (
                "session_key" VARCHAR(64) NOT NULL,
                "client_id" VARCHAR(64) NOT NULL,
                "scope" VARCHAR(64) NOT NULL,
                "position" BIGINT NOT NULL,
                "cursor" BIGINT NOT NULL,
                "hash" VARCHAR(64) NOT NULL,
                "with_rows" BOOLEAN NOT NULL,
                "used" BIGINT NOT NULL,
                PRIMARY KEY ("session_key", "client_id"))
            """);
    private static final String FIND_PUSH = """
            SELECT "fingerprint", "client_id", "record", "temporary_id", "row_id", "result", "version"
            FROM "parallax_push" WHERE "session_key" = ? AND "change_id" = ?
            """;
    private static final String SAVE_PUSH = """
            INSERT INTO "parallax_push" ("fingerprint", "client_id", "record", "temporary_id", "row_id", "result",
                "version", "session_key", "change_id") VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String FIND_ID = """
            SELECT "row_id" FROM "parallax_push"
            WHERE "session_key" = ? AND "client_id" = ? AND "record" = ? AND "temporary_id" = ?
                AND "row_id" IS NOT NULL ORDER BY "version" DESC LIMIT 1
            """;
    private static final String IS_OWN = """
            SELECT 1 FROM "parallax_push" WHERE "version" = ? AND "session_key" = ? AND "client_id" = ?
            """;
    private static final String FORGET_PUSHES = """
            DELETE FROM "parallax_push" WHERE "version" < ? FETCH FIRST ? ROWS ONLY
            """;
    private static final String END_PUSHES = "DELETE FROM \"parallax_push\" WHERE \"session_key\" = ?";
    private static final String FIND_CHANGE = """
            SELECT "before", "after" FROM "parallax_log" WHERE "version" = ? AND "record" = ? AND "row_id" = ?
            """;
    private static final String SAVE_CLIENT = """
            MERGE INTO "parallax_client" ("session_key", "client_id", "scope", "position", "cursor", "hash", "with_rows",
                "used") KEY ("session_key", "client_id") VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String DELETE_CLIENT =
            "DELETE FROM \"parallax_client\" WHERE \"session_key\" = ? AND \"client_id\" = ?";
    private static final String END_CLIENTS = "DELETE FROM \"parallax_client\" WHERE \"session_key\" = ?";
    private static final String CLIENTS = """
            SELECT "session_key", "client_id", "scope", "position", "cursor", "hash", "with_rows", "used"
            FROM "parallax_client"
            """;

    private final Statements statements;
    private Tables tables;

    ChangelogBook(Statements statements, Tables tables) {
        this.statements = statements;
        this.tables = tables;
    }

    /// From now on the rows are in these tables.
    void use(Tables next) {
        tables = next;
    }

    static void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String table : TABLES) {
                statement.execute(table);
            }
        }
    }

    static List<StoredClient> clients(Connection connection) throws SQLException {
        List<StoredClient> clients = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet result = statement.executeQuery(CLIENTS)) {
            while (result.next()) {
                clients.add(new StoredClient(
                        result.getString(1),
                        result.getString(2),
                        result.getString(3),
                        result.getLong(4),
                        result.getLong(5),
                        result.getString(6),
                        result.getBoolean(7),
                        result.getLong(8)));
            }
        }
        return clients;
    }

    /// One change of a row, as the log has it.
    ///
    /// @param before null if the row did not exist
    /// @param after null if the row no longer existed
    public record Images(@Nullable Row before, @Nullable Row after) {}

    /// What a change of this version did to a row; empty if the log does not reach back so far.
    public Optional<Images> findChange(String record, long id, long version) {
        return WriteTransaction.doing(() -> {
            PreparedStatement statement = statements.of(FIND_CHANGE);
            statement.setLong(1, version);
            statement.setString(2, record);
            statement.setLong(3, id);
            try (ResultSet result = statement.executeQuery()) {
                return result.next()
                        ? Optional.of(
                                new Images(image(record, result.getString(1)), image(record, result.getString(2))))
                        : Optional.empty();
            }
        });
    }

    public Optional<StoredPush> findPush(String sessionKey, String changeId) {
        return WriteTransaction.doing(() -> {
            PreparedStatement statement = statements.of(FIND_PUSH);
            statement.setString(1, sessionKey);
            statement.setString(2, changeId);
            try (ResultSet result = statement.executeQuery()) {
                return result.next()
                        ? Optional.of(new StoredPush(
                                sessionKey,
                                changeId,
                                result.getString(1),
                                result.getString(2),
                                result.getString(3),
                                integer(result, 4),
                                integer(result, 5),
                                result.getString(6),
                                result.getLong(7)))
                        : Optional.empty();
            }
        });
    }

    public void savePush(StoredPush push) {
        WriteTransaction.doing(() -> {
            PreparedStatement statement = statements.of(SAVE_PUSH);
            statement.setString(1, push.fingerprint());
            statement.setString(2, push.clientId());
            statement.setString(3, push.record());
            set(statement, 4, push.temporaryId());
            set(statement, 5, push.rowId());
            statement.setString(6, push.result());
            statement.setLong(7, push.version());
            statement.setString(8, push.sessionKey());
            statement.setString(9, push.changeId());
            return statement.executeUpdate();
        });
    }

    /// The real id of the row that a client inserted with a temporary one.
    public Optional<Long> findId(String sessionKey, String clientId, String record, long temporaryId) {
        return WriteTransaction.doing(() -> {
            PreparedStatement statement = statements.of(FIND_ID);
            statement.setString(1, sessionKey);
            statement.setString(2, clientId);
            statement.setString(3, record);
            statement.setLong(4, temporaryId);
            try (ResultSet result = statement.executeQuery()) {
                return result.next() ? Optional.of(result.getLong(1)) : Optional.empty();
            }
        });
    }

    /// Whether the change of this version was pushed by this client.
    public boolean isOwn(String sessionKey, String clientId, long version) {
        return WriteTransaction.doing(() -> {
            PreparedStatement statement = statements.of(IS_OWN);
            statement.setLong(1, version);
            statement.setString(2, sessionKey);
            statement.setString(3, clientId);
            try (ResultSet result = statement.executeQuery()) {
                return result.next();
            }
        });
    }

    /// Forgets at most `limit` outcomes older than a version.
    ///
    /// @return how many
    public int forgetPushes(long before, int limit) {
        return WriteTransaction.doing(() -> {
            PreparedStatement statement = statements.of(FORGET_PUSHES);
            statement.setLong(1, before);
            statement.setInt(2, limit);
            return statement.executeUpdate();
        });
    }

    public void saveClient(StoredClient client) {
        WriteTransaction.doing(() -> {
            PreparedStatement statement = statements.of(SAVE_CLIENT);
            statement.setString(1, client.sessionKey());
            statement.setString(2, client.clientId());
            statement.setString(3, client.scope());
            statement.setLong(4, client.position());
            statement.setLong(5, client.cursor());
            statement.setString(6, client.hash());
            statement.setBoolean(7, client.withRows());
            statement.setLong(8, client.used());
            return statement.executeUpdate();
        });
    }

    public void deleteClient(String sessionKey, String clientId) {
        WriteTransaction.doing(() -> {
            PreparedStatement statement = statements.of(DELETE_CLIENT);
            statement.setString(1, sessionKey);
            statement.setString(2, clientId);
            return statement.executeUpdate();
        });
    }

    /// Forgets everything about the clients of a session.
    public void endSession(String sessionKey) {
        for (String sql : List.of(END_CLIENTS, END_PUSHES)) {
            WriteTransaction.doing(() -> {
                PreparedStatement statement = statements.of(sql);
                statement.setString(1, sessionKey);
                return statement.executeUpdate();
            });
        }
    }

    private @Nullable Row image(String record, @Nullable String json) {
        return json == null ? null : dev.parallax.server.store.Images.asOfNow(tables.of(record), json);
    }

    private static @Nullable Long integer(ResultSet result, int column) throws SQLException {
        long value = result.getLong(column);
        return result.wasNull() ? null : value;
    }

    private static void set(PreparedStatement statement, int index, @Nullable Long value) throws SQLException {
        if (value == null) {
            statement.setNull(index, Types.BIGINT);
        } else {
            statement.setLong(index, value);
        }
    }
}
