package dev.parallax.server.store;

import dev.parallax.change.Row;
import dev.parallax.policy.SessionValues;
import dev.parallax.schema.Expression;
import dev.parallax.schema.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jooq.Condition;
import org.jooq.Field;
import org.jooq.impl.DSL;

/// A database with rows, that is asked what conditions are.
final class PolicyDatabase implements AutoCloseable {
    private final Database database = Database.open(new Place.Memory());
    private final Tables tables;

    PolicyDatabase(Schema schema, Map<String, List<Row>> rows) {
        tables = new Tables(schema);
        Layout.create(Database.sql(database.writing()), tables);
        WriteTransaction writing = new WriteTransaction(database.writing(), new CommitGate(), tables);
        rows.values().forEach(list -> list.forEach(writing::insert));
        writing.commit();
    }

    /// By the id of each row of the record: `true`, `false` or `unknown`.
    Map<Long, String> truths(String record, Expression expression, SessionValues session) {
        RecordTable table = tables.of(record);
        Condition condition = PolicyCondition.of(expression, tables, table, "r", session);
        Field<String> truth =
                DSL.when(condition, "true").when(DSL.not(condition), "false").otherwise("unknown");
        Map<Long, String> truths = new LinkedHashMap<>();
        Database.sql(database.writing())
                .select(table.id("r"), truth)
                .from(table.as("r"))
                .orderBy(table.id("r"))
                .fetch()
                .forEach(row -> truths.put((Long) row.get(0), (String) row.get(1)));
        return truths;
    }

    @Override
    public void close() {
        database.close();
    }
}
