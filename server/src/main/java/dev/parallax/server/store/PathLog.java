package dev.parallax.server.store;

import dev.parallax.change.Row;
import dev.parallax.wire.Json;
import dev.parallax.wire.RowJson;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/// The history of what `exists` could find: for each question that a query permission asks, every path that a
/// transaction made or broke since the question is asked. Confined to its connection's thread.
public final class PathLog {
    private static final String QUESTIONS = "SELECT \"question\" FROM \"parallax_question\"";
    private static final String SINCE = "SELECT \"since\" FROM \"parallax_question\" WHERE \"question\" = ?";
    private static final String ADOPT = "INSERT INTO \"parallax_question\" (\"question\", \"since\") VALUES (?, ?)";
    private static final String DROP = "DELETE FROM \"parallax_question\" WHERE \"question\" = ?";
    private static final String DROP_PATHS = "DELETE FROM \"parallax_path\" WHERE \"question\" = ?";
    private static final String APPEND = """
            INSERT INTO "parallax_path" ("question", "term", "transaction", "number", "version", "made", "key", "end")
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """;
    private static final String NEWEST = """
            SELECT "transaction", "number", "version", "made", "key", "end" FROM "parallax_path"
            WHERE "question" = ? AND "term" = ? AND "transaction" < ? AND "transaction" > ?
            ORDER BY "transaction" DESC, "number" LIMIT ?
            """;
    private static final String OF_TRANSACTION = """
            SELECT "transaction", "number", "version", "made", "key", "end" FROM "parallax_path"
            WHERE "question" = ? AND "term" = ? AND "transaction" = ? ORDER BY "number"
            """;

    private final Statements statements;
    private final Tables tables;

    PathLog(Statements statements, Tables tables) {
        this.statements = statements;
        this.tables = tables;
    }

    /// From now on the history of these questions is kept, and of no others. Writer only.
    ///
    /// @param since everything after this version will be in the history of a question that is new
    public void keep(Set<String> questions, long since) {
        doing(() -> {
            Set<String> kept = kept();
            for (String question : kept) {
                if (!questions.contains(question)) {
                    execute(DROP, question);
                    execute(DROP_PATHS, question);
                }
            }
            for (String question : questions) {
                if (!kept.contains(question)) {
                    PreparedStatement statement = statements.of(ADOPT);
                    statement.setString(1, question);
                    statement.setLong(2, since);
                    statement.executeUpdate();
                }
            }
            return questions.size();
        });
    }

    /// The version since which a question's history is whole.
    ///
    /// @throws DatabaseException if the question's history is not kept
    public long since(String question) {
        return doing(() -> {
            PreparedStatement statement = statements.of(SINCE);
            statement.setString(1, question);
            try (ResultSet result = statement.executeQuery()) {
                if (!result.next()) {
                    throw new DatabaseException("the history of an `exists` is missing");
                }
                return result.getLong(1);
            }
        });
    }

    /// Writer only.
    public void append(Collection<StoredPath> paths) {
        if (paths.isEmpty()) {
            return;
        }
        doing(() -> {
            PreparedStatement statement = statements.of(APPEND);
            for (StoredPath path : paths) {
                statement.setString(1, path.question());
                statement.setString(2, path.term());
                statement.setLong(3, path.transaction());
                statement.setInt(4, path.number());
                statement.setLong(5, path.version());
                statement.setBoolean(6, path.isMade());
                statement.setString(7, path.key() == null ? null : path.key().toString());
                Row end = path.end();
                statement.setString(8, end == null ? null : Json.text(RowJson.encode(end)));
                statement.addBatch();
            }
            return statement.executeBatch().length;
        });
    }

    /// The paths under a term of the newest transactions between two versions, the newest transaction first. A
    /// transaction is there whole or not at all.
    ///
    /// @param endRecord the record in whose rows the question's paths end
    /// @param before the transactions are older than this
    /// @param after and newer than this
    /// @param limit of paths, but for the transaction that reaches it
    public Chunk<StoredPath> newest(
            String question, String term, String endRecord, long before, long after, int limit) {
        return doing(() -> {
            PreparedStatement statement = statements.of(NEWEST);
            statement.setString(1, question);
            statement.setString(2, term);
            statement.setLong(3, before);
            statement.setLong(4, after);
            statement.setInt(5, limit);
            List<StoredPath> paths = read(statement, question, term, endRecord);
            if (paths.size() < limit) {
                return new Chunk<>(paths, false);
            }
            long last = paths.getLast().transaction();
            paths.removeIf(path -> path.transaction() == last);
            PreparedStatement whole = statements.of(OF_TRANSACTION);
            whole.setString(1, question);
            whole.setString(2, term);
            whole.setLong(3, last);
            paths.addAll(read(whole, question, term, endRecord));
            return new Chunk<>(paths, true);
        });
    }

    private List<StoredPath> read(PreparedStatement statement, String question, String term, String endRecord)
            throws SQLException {
        RecordTable table = tables.of(endRecord);
        List<StoredPath> paths = new ArrayList<>();
        try (ResultSet result = statement.executeQuery()) {
            while (result.next()) {
                String key = result.getString(5);
                String end = result.getString(6);
                paths.add(new StoredPath(
                        question,
                        term,
                        result.getLong(1),
                        result.getInt(2),
                        result.getLong(3),
                        result.getBoolean(4),
                        key == null ? null : number(key),
                        end == null ? null : Images.asOfNow(table, end)));
            }
        }
        return paths;
    }

    /// Every link has a row's id on one side, so every key is a number; a Double's text has a point in it.
    private static Object number(String key) {
        return key.indexOf('.') < 0 ? (Object) Long.valueOf(key) : (Object) Double.valueOf(key);
    }

    private Set<String> kept() throws SQLException {
        Set<String> kept = new HashSet<>();
        try (ResultSet result = statements.of(QUESTIONS).executeQuery()) {
            while (result.next()) {
                kept.add(result.getString(1));
            }
        }
        return kept;
    }

    private void execute(String sql, String question) throws SQLException {
        PreparedStatement statement = statements.of(sql);
        statement.setString(1, question);
        statement.executeUpdate();
    }

    private static <T> T doing(WriteTransaction.Sql<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            throw new DatabaseException("the history of linked rows could not be read or written", e);
        }
    }
}
