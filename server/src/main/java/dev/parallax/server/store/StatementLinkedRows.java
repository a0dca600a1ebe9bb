package dev.parallax.server.store;

import dev.parallax.change.Row;
import dev.parallax.policy.LinkedRows;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/// Follows links in the state that a connection's transaction sees. Confined to the connection's thread.
final class StatementLinkedRows implements LinkedRows {
    private final Statements statements;
    private Tables tables;

    StatementLinkedRows(Statements statements, Tables tables) {
        this.statements = statements;
        this.tables = tables;
    }

    /// From now on the rows are in these tables.
    void use(Tables next) {
        tables = next;
    }

    @Override
    public List<Row> find(String record, String field, Object value) {
        RecordTable table = tables.of(record);
        List<Row> rows = new ArrayList<>();
        try {
            PreparedStatement statement = statements.of(table.selectSql(field));
            table.column(field).bind(statement, 1, value);
            try (ResultSet result = statement.executeQuery()) {
                while (result.next()) {
                    rows.add(table.read(result));
                }
            }
        } catch (SQLException e) {
            throw new DatabaseException("the database could not be read", e);
        }
        return rows;
    }
}
