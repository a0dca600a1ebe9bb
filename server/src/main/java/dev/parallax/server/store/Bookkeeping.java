package dev.parallax.server.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.Optional;

/// Sessions and outcomes of requests, written in the same transactions as the rows. Confined to the writer.
public final class Bookkeeping {
    private static final String INSERT_SESSION =
            "INSERT INTO \"parallax_session\" (\"fields\", \"created\", \"first\", \"changed\", \"secret_hash\")"
                    + " VALUES (?, ?, ?, ?, ?)";
    private static final String UPDATE_SESSION =
            "UPDATE \"parallax_session\" SET \"fields\" = ?, \"created\" = ?, \"first\" = ?, \"changed\" = ?"
                    + " WHERE \"secret_hash\" = ?";
    private static final String DELETE_SESSION = "DELETE FROM \"parallax_session\" WHERE \"secret_hash\" = ?";
    private static final String FIND_OUTCOME = """
            SELECT "fingerprint", "accepted", "answer", "created" FROM "parallax_request"
            WHERE "session_key" = ? AND "request_id" = ?
            """;
    private static final String SAVE_OUTCOME = """
            INSERT INTO "parallax_request" ("session_key", "request_id", "fingerprint", "accepted", "answer", "created")
            VALUES (?, ?, ?, ?, ?, ?)
            """;
    private static final String FORGET_OUTCOMES = """
            DELETE FROM "parallax_request" WHERE "created" < ? FETCH FIRST ? ROWS ONLY
            """;

    private final Statements statements;

    Bookkeeping(Statements statements) {
        this.statements = statements;
    }

    public void insertSession(StoredSession session) {
        save(INSERT_SESSION, session);
    }

    public void updateSession(StoredSession session) {
        save(UPDATE_SESSION, session);
    }

    public void deleteSession(String secretHash) {
        WriteTransaction.doing(() -> {
            PreparedStatement statement = statements.of(DELETE_SESSION);
            statement.setString(1, secretHash);
            return statement.executeUpdate();
        });
    }

    public Optional<StoredOutcome> findOutcome(String sessionKey, String requestId) {
        return WriteTransaction.doing(() -> {
            PreparedStatement statement = statements.of(FIND_OUTCOME);
            statement.setString(1, sessionKey);
            statement.setString(2, requestId);
            try (ResultSet result = statement.executeQuery()) {
                return result.next()
                        ? Optional.of(new StoredOutcome(
                                sessionKey,
                                requestId,
                                result.getString(1),
                                result.getBoolean(2),
                                result.getString(3),
                                result.getLong(4)))
                        : Optional.empty();
            }
        });
    }

    public void saveOutcome(StoredOutcome outcome) {
        WriteTransaction.doing(() -> {
            PreparedStatement statement = statements.of(SAVE_OUTCOME);
            statement.setString(1, outcome.sessionKey());
            statement.setString(2, outcome.requestId());
            statement.setString(3, outcome.fingerprint());
            statement.setBoolean(4, outcome.accepted());
            statement.setString(5, outcome.answer());
            statement.setLong(6, outcome.created());
            return statement.executeUpdate();
        });
    }

    /// Forgets at most `limit` outcomes older than a version.
    ///
    /// @return how many
    public int forgetOutcomes(long before, int limit) {
        return WriteTransaction.doing(() -> {
            PreparedStatement statement = statements.of(FORGET_OUTCOMES);
            statement.setLong(1, before);
            statement.setInt(2, limit);
            return statement.executeUpdate();
        });
    }

    private void save(String sql, StoredSession session) {
        WriteTransaction.doing(() -> {
            PreparedStatement statement = statements.of(sql);
            statement.setString(1, session.values());
            statement.setLong(2, session.created());
            statement.setLong(3, session.first());
            statement.setString(4, session.changed());
            statement.setString(5, session.secretHash());
            return statement.executeUpdate();
        });
    }
}
