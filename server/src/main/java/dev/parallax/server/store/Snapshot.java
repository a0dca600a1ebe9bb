package dev.parallax.server.store;

import dev.parallax.change.Row;
import dev.parallax.policy.LinkedRows;
import dev.parallax.policy.SessionValues;
import dev.parallax.policy.View;
import dev.parallax.schema.Schema;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jooq.Condition;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.ResultQuery;
import org.jooq.SelectConditionStep;
import org.jooq.impl.DSL;

/// One state of the database, read by one thread and closed soon. Confined to its thread.
public final class Snapshot implements AutoCloseable {
    private static final String ROW = "r";

    private final Connection connection;
    private final DSLContext sql;
    private final Generation generation;
    private final Tables tables;
    private final long version;
    private final long floor;

    /// @param generation entered for this snapshot, which leaves it
    private Snapshot(Connection connection, Generation generation, Log.Standing standing) {
        this.connection = connection;
        this.sql = Database.sql(connection);
        this.generation = generation;
        this.tables = generation.tables();
        this.version = standing.version();
        this.floor = standing.floor();
    }

    /// The newest state, and the tables that it is in.
    static Snapshot open(Connection connection, Generations generations) throws SQLException {
        while (true) {
            Log.Standing standing = Log.standing(connection);
            Optional<Generation> generation = generations.enter(standing.schemaVersion());
            if (generation.isPresent()) {
                return new Snapshot(connection, generation.get(), standing);
            }
            // Its tables went between the first statement and now; a newer state has newer ones.
            connection.rollback();
        }
    }

    /// The schema that is in force in this state.
    public Schema schema() {
        return tables.schema();
    }

    /// The schemas up to this state's.
    public SchemaHistory schemas() {
        return generation.schemas();
    }

    /// The newest change that this state holds.
    public long version() {
        return version;
    }

    /// The version up to which the log was pruned: every change newer than it is in the log.
    public long floor() {
        return floor;
    }

    /// What it would take to bring another schema into force.
    public Migration migration(Schema next) {
        try {
            return Migration.of(connection, tables, next);
        } catch (SQLException e) {
            throw new DatabaseException("the database could not be read", e);
        }
    }

    /// The row, whoever asks.
    public Optional<Row> find(String record, long id) {
        RecordTable table = tables.of(record);
        return read(table, select(table, table.id(ROW).eq(id))).stream().findFirst();
    }

    /// The row, if these session values may query it.
    public Optional<Row> findVisible(View view, long id, SessionValues session) {
        RecordTable table = tables.of(view.record());
        return read(
                        table,
                        select(table, visible(view, session)).and(table.id(ROW).eq(id)))
                .stream()
                .findFirst();
    }

    /// Visible rows by id.
    ///
    /// @param limit of rows
    /// @param chars of content that may be loaded; a first row is loaded whatever its size
    public Chunk<Row> visibleById(View view, SessionValues session, long afterId, int limit, long chars) {
        RecordTable table = tables.of(view.record());
        return read(table, visible(view, session), table.idColumn(), afterId, limit, chars);
    }

    /// Visible rows that were written after a version, in the order they were.
    ///
    /// @param limit of rows
    /// @param chars of content that may be loaded; a first row is loaded whatever its size
    public Chunk<Row> visibleByVersion(View view, SessionValues session, long after, int limit, long chars) {
        RecordTable table = tables.of(view.record());
        return read(table, visible(view, session), table.versionColumn(), after, limit, chars);
    }

    /// Rows by id, whoever asks.
    ///
    /// @param limit of rows
    /// @param chars of content that may be loaded; a first row is loaded whatever its size
    public Chunk<Row> byId(String record, long afterId, int limit, long chars) {
        RecordTable table = tables.of(record);
        return read(table, DSL.trueCondition(), table.idColumn(), afterId, limit, chars);
    }

    /// Rows that were written after a version, in the order they were, whoever asks.
    ///
    /// @param limit of rows
    /// @param chars of content that may be loaded; a first row is loaded whatever its size
    public Chunk<Row> byVersion(String record, long after, int limit, long chars) {
        RecordTable table = tables.of(record);
        return read(table, DSL.trueCondition(), table.versionColumn(), after, limit, chars);
    }

    /// What the log says. Shares this snapshot's state.
    public Log log() {
        return new Log(connection, tables, generation.schemas());
    }

    /// Rows as they were at an earlier version. Shares this snapshot's state.
    public PastRows pastRows() {
        return new PastRows(connection, tables);
    }

    /// All that this state knows of rows and their past.
    ///
    /// @param logLimit of the newest log entries
    public Contents contents(int logLimit) {
        return WriteTransaction.doing(() -> Copying.read(this, connection, logLimit));
    }

    /// What lies behind links, in this state.
    public LinkQueries links() {
        return new LinkQueries(sql, tables);
    }

    /// The history of what lies behind links, up to this state.
    public PathLog paths() {
        return new PathLog(new Statements(connection), tables);
    }

    /// The rows that an `exists` asks about, in this state.
    public LinkedRows linkedRows() {
        return new StatementLinkedRows(new Statements(connection), tables);
    }

    @Override
    public void close() {
        try (connection) {
            connection.rollback();
        } catch (SQLException e) {
            throw new DatabaseException("the database could not be read", e);
        } finally {
            generation.leave();
        }
    }

    private Condition visible(View view, SessionValues session) {
        return PolicyCondition.of(view.condition(), tables, tables.of(view.record()), ROW, session);
    }

    private SelectConditionStep<org.jooq.Record> select(RecordTable table, Condition condition) {
        return sql.select(table.fields(ROW)).from(table.as(ROW)).where(condition);
    }

    /// The first rows behind a value of a column that has another value in every row.
    private Chunk<Row> read(RecordTable table, Condition condition, Column order, long after, int limit, long chars) {
        Field<Object> place = order.of(ROW);
        Allowance allowance = new Allowance(chars);
        List<Row> rows = new ArrayList<>();
        long position = after;
        while (rows.size() < limit) {
            Condition behind = condition.and(place.gt(position));
            int wanted = Math.min(Allowance.MEASURED_LIMIT, limit - rows.size());
            Allowance.Fit fit = allow(allowance, table, behind, place, wanted);
            if (fit.count() > 0) {
                rows.addAll(read(table, select(table, behind).orderBy(place).limit(fit.count())));
                position = order.longOf(rows.getLast());
            }
            if (fit.isCut() || fit.measured() < wanted) {
                return new Chunk<>(rows, fit.isCut());
            }
        }
        return new Chunk<>(rows, true);
    }

    private Allowance.Fit allow(
            Allowance allowance, RecordTable table, Condition condition, Field<Object> place, int wanted) {
        ResultQuery<?> lengths = sql.select(table.length(ROW))
                .from(table.as(ROW))
                .where(condition)
                .orderBy(place)
                .limit(wanted);
        try (ResultSet result = lengths.fetchResultSet()) {
            return allowance.take(result);
        } catch (SQLException e) {
            throw new DatabaseException("the database could not be read", e);
        }
    }

    private static List<Row> read(RecordTable table, ResultQuery<org.jooq.Record> query) {
        List<Row> rows = new ArrayList<>();
        try (ResultSet result = query.fetchResultSet()) {
            while (result.next()) {
                rows.add(table.read(result));
            }
        } catch (SQLException e) {
            throw new DatabaseException("the database could not be read", e);
        }
        return rows;
    }
}
