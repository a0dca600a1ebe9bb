package dev.parallax.server.store;

import dev.parallax.schema.Link;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/// Creates the tables of a schema, and the tables that the server keeps for itself. Theirs begin with
/// `parallax_`, which no record's name does. Stateless.
final class Layout {
    /// The bound that H2 sets to a VARCHAR.
    static final int TEXT_CHARS_LIMIT = 1_000_000;

    private static final List<String> SYSTEM = List.of("""
            CREATE TABLE "parallax_schema_version" (
                "version" BIGINT PRIMARY KEY,
                "source" CHARACTER LARGE OBJECT NOT NULL,
                "given" CHARACTER LARGE OBJECT NOT NULL,
                "same_since" CHARACTER LARGE OBJECT NOT NULL)
            """, """
            CREATE TABLE "parallax_head" (
                "one" INTEGER PRIMARY KEY CHECK ("one" = 1),
                "database_id" VARCHAR(64) NOT NULL,
                "version" BIGINT NOT NULL,
                "hash" VARCHAR(64) NOT NULL,
                "ceiling" BIGINT NOT NULL,
                "floor" BIGINT NOT NULL,
                "floor_hash" VARCHAR(64) NOT NULL)
            """, """
            CREATE TABLE "parallax_table" (
                "record" VARCHAR(64) PRIMARY KEY,
                "name" VARCHAR(90) NOT NULL)
            """, """
            CREATE TABLE "parallax_log" (
                "version" BIGINT PRIMARY KEY,
                "transaction" BIGINT NOT NULL,
                "record" VARCHAR(64) NOT NULL,
                "row_id" BIGINT NOT NULL,
                "kind" VARCHAR(6) NOT NULL,
                "actor" VARCHAR(1000),
                "before" VARCHAR(1000000),
                "after" VARCHAR(1000000),
                "previous" BIGINT,
                "hash" VARCHAR(64) NOT NULL)
            """, """
            CREATE INDEX "parallax_log_record" ON "parallax_log" ("record", "version")
            """, """
            CREATE TABLE "parallax_session" (
                "secret_hash" VARCHAR(64) PRIMARY KEY,
                "fields" VARCHAR(1000000) NOT NULL,
                "created" BIGINT NOT NULL,
                "first" BIGINT NOT NULL,
                "changed" VARCHAR(1000000) NOT NULL)
            """, """
            CREATE TABLE "parallax_request" (
                "session_key" VARCHAR(64) NOT NULL,
                "request_id" VARCHAR(36) NOT NULL,
                "fingerprint" VARCHAR(64) NOT NULL,
                "accepted" BOOLEAN NOT NULL,
                "answer" VARCHAR(1000000) NOT NULL,
                "created" BIGINT NOT NULL,
                PRIMARY KEY ("session_key", "request_id"))
            """, """
            CREATE INDEX "parallax_request_created" ON "parallax_request" ("created")
            """, """
            CREATE TABLE "parallax_id" (
                "record" VARCHAR(64) PRIMARY KEY,
                "last" BIGINT NOT NULL)
            """, """
            CREATE TABLE "parallax_question" (
                "question" VARCHAR(64) PRIMARY KEY,
                "since" BIGINT NOT NULL)
            """, """
            CREATE TABLE "parallax_path" (
                "question" VARCHAR(64) NOT NULL,
                "term" VARCHAR(64) NOT NULL,
                "transaction" BIGINT NOT NULL,
                "number" INTEGER NOT NULL,
                "version" BIGINT NOT NULL,
                "made" BOOLEAN NOT NULL,
                "key" VARCHAR(32),
                "end" VARCHAR(1000000),
                PRIMARY KEY ("question", "term", "transaction", "number"))
            """, """
            CREATE INDEX "parallax_path_transaction" ON "parallax_path" ("transaction")
            """);

    private Layout() {}

    /// Every table of a new database.
    static void create(DSLContext sql, Tables tables) {
        SYSTEM.forEach(sql::execute);
        tables.schema().records().forEach(type -> create(sql, tables, type.name()));
    }

    /// One record's table with its indexes.
    static void create(DSLContext sql, Tables tables, String record) {
        RecordTable table = tables.of(record);
        sql.createTable(table.table())
                .columns(table.columns().stream().map(Column::field).toList())
                .constraints(DSL.primaryKey(DSL.name(table.type().idField())))
                .execute();
        List<List<String>> uniques = table.type().uniques();
        for (int position = 0; position < uniques.size(); position++) {
            sql.createUniqueIndex(DSL.name(uniqueName(table, position)))
                    .on(table.table(), columns(table, uniques.get(position)))
                    .execute();
        }
        int count = 0;
        for (List<String> fields : indexesOf(tables.schema(), record)) {
            sql.createIndex(DSL.name("parallax_index." + table.tableName() + "." + count++))
                    .on(table.table(), columns(table, fields))
                    .execute();
        }
    }

    /// The name of the index behind a record's `@unique` at `position`. No record's name has a dot.
    static String uniqueName(RecordTable table, int position) {
        return "parallax_unique." + table.tableName() + "." + position;
    }

    /// By version for catch-up, of all rows and of those with one topic, by `@index`, and by both ends of every link
    /// for `exists`.
    static Set<List<String>> indexesOf(Schema schema, String record) {
        RecordType type = schema.require(record);
        Set<List<String>> indexes = new LinkedHashSet<>();
        indexes.add(List.of("updatedAt"));
        String topic = type.topic();
        if (topic != null) {
            indexes.add(List.of(topic, "updatedAt"));
        }
        indexes.addAll(type.indexes());
        type.links().forEach(link -> indexes.add(List.of(link.localField())));
        for (RecordType other : schema.records()) {
            for (Link link : other.links()) {
                if (link.target().equals(record)) {
                    indexes.add(List.of(link.targetField()));
                }
            }
        }
        indexes.remove(List.of(type.idField()));
        return indexes;
    }

    private static List<org.jooq.Field<Object>> columns(RecordTable table, List<String> fields) {
        return fields.stream().map(field -> table.column(field).field()).toList();
    }
}
