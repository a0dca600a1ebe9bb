package dev.parallax.server.store;

import dev.parallax.change.Row;
import dev.parallax.policy.LinkQuestion;
import dev.parallax.policy.SessionValues;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.ResultQuery;

/// What SQL finds behind links, in the state that a connection's transaction sees. Confined to its thread.
public final class LinkQueries {
    private static final String ROW = "r";

    private final DSLContext sql;
    private final Tables tables;

    LinkQueries(DSLContext sql, Tables tables) {
        this.sql = sql;
        this.tables = tables;
    }

    /// How many paths count for the session at each key where any does.
    public Map<Object, Long> counts(LinkQuestion question, SessionValues session) {
        return counts(PolicyCondition.paths(sql, question.exists(), tables, session, null), question);
    }

    /// How many paths count for the session at one key.
    public long count(LinkQuestion question, SessionValues session, Object key) {
        return counts(PolicyCondition.paths(sql, question.exists(), tables, session, key), question)
                .getOrDefault(key, 0L);
    }

    /// The rows that ask at a key.
    ///
    /// @param limit of rows
    /// @param chars of rows
    /// @return empty if there are more
    public Optional<List<Row>> asking(String record, String localField, Object key, int limit, long chars) {
        RecordTable table = tables.of(record);
        Condition condition = PolicyCondition.equal(table.column(localField), ROW, key);
        org.jooq.Field<Long> length = table.length(ROW).as("length");
        long measured = 0;
        int count = 0;
        try (ResultSet lengths = sql.select(length)
                .from(table.as(ROW))
                .where(condition)
                .limit(limit + 1)
                .fetchResultSet()) {
            while (lengths.next()) {
                measured += lengths.getLong(1);
                count++;
            }
        } catch (SQLException e) {
            throw failed(e);
        }
        if (count > limit || measured > chars) {
            return Optional.empty();
        }
        List<Row> rows = new ArrayList<>(count);
        try (ResultSet result = sql.select(table.fields(ROW))
                .from(table.as(ROW))
                .where(condition)
                .fetchResultSet()) {
            while (result.next()) {
                rows.add(table.read(result));
            }
        } catch (SQLException e) {
            throw failed(e);
        }
        return Optional.of(rows);
    }

    private Map<Object, Long> counts(ResultQuery<?> query, LinkQuestion question) {
        var first = question.path().getFirst();
        Column column = tables.of(first.target()).column(first.targetField());
        Map<Object, Long> counts = new HashMap<>();
        try (ResultSet result = query.fetchResultSet()) {
            while (result.next()) {
                Object key = LinkQuestion.key(column.read(result, 1));
                if (key != null) {
                    counts.merge(key, result.getLong(2), Long::sum);
                }
            }
        } catch (SQLException e) {
            throw failed(e);
        }
        return counts;
    }

    private static DatabaseException failed(SQLException cause) {
        return new DatabaseException("linked rows could not be read", cause);
    }
}
