package dev.parallax.server.store;

import dev.parallax.schema.RecordType;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.h2.api.ErrorCode;
import org.jooq.DSLContext;
import org.jooq.Field;
import org.jooq.impl.DSL;
import org.jspecify.annotations.Nullable;

/// Brings another schema into force. Confined to the writer; used once.
///
/// The database commits whenever a table is made or dropped. So a table that is in use is never altered: the new
/// tables are made first, empty and unknown to anyone; then one transaction copies the rows and says which tables
/// count from now on; the old ones are dropped when nobody reads them any more. Whatever ends the process in between,
/// the next start finds the old schema or the new one, and drops the tables that do not count.
public final class SchemaSwitch {
    private static final String BEFORE = "b";

    private final Store store;
    private final Connection connection;
    private final Generation current;
    private final Migration migration;
    private final Tables next;
    private final List<String> made = new ArrayList<>();
    private @Nullable Generation announced;

    SchemaSwitch(Store store, Connection connection, Generation current, Migration migration) {
        this.store = store;
        this.connection = connection;
        this.current = current;
        this.migration = migration;
        Map<String, String> names = new HashMap<>(current.tables().names());
        for (RecordType type : migration.next().records()) {
            if (isMade(type.name())) {
                names.put(type.name(), store.numbers().name(type.name()));
            }
        }
        this.next = new Tables(migration.next(), names);
    }

    /// Makes the new tables. No transaction may be open.
    public void prepare() {
        DSLContext sql = Database.sql(connection);
        for (RecordType type : migration.next().records()) {
            String record = type.name();
            if (isMade(record)) {
                made.add(next.of(record).tableName());
                Layout.create(sql, next, record);
            }
        }
    }

    /// Copies the rows, and says that the schema counts from a version on; in the transaction that the caller commits.
    ///
    /// @param given the text of the schema that a server is started with; null if it is changed while it runs
    /// @return the schemas up to the new one
    /// @throws UniqueViolationException if the rows that are there do not fit a new `@unique`
    public SchemaHistory carry(long version, @Nullable String given) {
        for (String record : migration.rebuilt()) {
            carry(current.tables().of(record), next.of(record));
        }
        SchemaHistory schemas = current.schemas().then(version, migration.next());
        WriteTransaction.doing(() -> {
            Catalog catalog = new Catalog(connection);
            catalog.add(schemas.entries().getLast(), next, given == null ? catalog.given() : given);
            return version;
        });
        Generation generation = new Generation(schemas, next);
        store.generations().announce(generation);
        announced = generation;
        return schemas;
    }

    /// With the commit: from here on it is in force. Whoever reads a state that has it finds it in force.
    public void finish() {
        if (announced == null) {
            throw new IllegalStateException("nothing was carried over");
        }
        store.install(announced);
    }

    /// Takes the new tables back. The transaction must be rolled back before.
    public void undo() {
        if (announced != null) {
            store.generations().takeBack(announced);
        }
        drop(connection, made);
    }

    private boolean isMade(String record) {
        return migration.created().contains(record) || migration.rebuilt().contains(record);
    }

    private void carry(RecordTable before, RecordTable after) {
        List<Field<Object>> into = new ArrayList<>();
        List<Field<Object>> from = new ArrayList<>();
        for (Column column : after.columns()) {
            into.add(column.field());
            from.add(Carried.of(column.declared(), before.type()).of(before, BEFORE));
        }
        try {
            Database.sql(connection)
                    .insertInto(after.table(), into)
                    .select(DSL.select(from).from(before.as(BEFORE)))
                    .execute();
        } catch (org.jooq.exception.DataAccessException e) {
            if (e.getCause() instanceof SQLException cause && cause.getErrorCode() == ErrorCode.DUPLICATE_KEY_1) {
                throw new UniqueViolationException(after.name(), WriteTransaction.violated(after, cause));
            }
            throw new DatabaseException("the rows of `" + after.name() + "` could not be carried over", e);
        }
    }

    static void drop(Connection connection, List<String> tables) {
        WriteTransaction.doing(() -> {
            try (Statement statement = connection.createStatement()) {
                for (String table : tables) {
                    statement.execute("DROP TABLE IF EXISTS \"" + table + "\"");
                }
            }
            connection.commit();
            return tables.size();
        });
    }
}
