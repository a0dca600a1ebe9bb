package dev.parallax.server.store;

import dev.parallax.schema.Link;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jooq.Constraint;
import org.jooq.DSLContext;
import org.jooq.impl.DSL;

/// Creates the tables of a schema, and the tables that the server keeps for itself. Theirs begin with
/// `parallax_`, which no record's name does. Stateless.
final class Layout {
    /// The bound that H2 sets to a VARCHAR.
    static final int TEXT_CHARS_LIMIT = 1_000_000;

    private static final List<String> SYSTEM = List.of("""
            CREATE TABLE "parallax_head" (
                "one" INTEGER PRIMARY KEY CHECK ("one" = 1),
                "database_id" VARCHAR(64) NOT NULL,
                "version" BIGINT NOT NULL,
                "hash" VARCHAR(64) NOT NULL,
                "ceiling" BIGINT NOT NULL,
                "floor" BIGINT NOT NULL)
            """, """
            CREATE TABLE "parallax_schema" (
                "one" INTEGER PRIMARY KEY CHECK ("one" = 1),
                "source" CHARACTER LARGE OBJECT NOT NULL)
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
            """);

    private Layout() {}

    static void create(DSLContext sql, Schema schema, Tables tables) {
        SYSTEM.forEach(sql::execute);
        schema.records().forEach(type -> create(sql, tables.of(type.name())));
        int count = 0;
        for (Index index : indexesOf(schema)) {
            sql.createIndex(DSL.name("parallax_index_" + count++))
                    .on(DSL.table(DSL.name(index.record())), index.columns(tables))
                    .execute();
        }
    }

    /// The name of the index behind a record's `@unique` at `position`.
    static String uniqueName(RecordType type, int position) {
        return "parallax_unique_" + type.name() + "_" + position;
    }

    private static void create(DSLContext sql, RecordTable table) {
        Constraint primaryKey = DSL.primaryKey(DSL.name(table.type().idField()));
        sql.createTable(table.table())
                .columns(table.columns().stream().map(Column::field).toList())
                .constraints(primaryKey)
                .execute();
        List<List<String>> uniques = table.type().uniques();
        for (int position = 0; position < uniques.size(); position++) {
            sql.createUniqueIndex(DSL.name(uniqueName(table.type(), position)))
                    .on(
                            table.table(),
                            uniques.get(position).stream()
                                    .map(field -> table.column(field).field())
                                    .toList())
                    .execute();
        }
    }

    /// By version for catch-up, of all rows and of those with one topic, by `@index`, and by both ends of every link
    /// for `exists`.
    private static Set<Index> indexesOf(Schema schema) {
        Set<Index> indexes = new LinkedHashSet<>();
        for (RecordType type : schema.records()) {
            indexes.add(new Index(type.name(), List.of("updatedAt")));
            String topic = type.topic();
            if (topic != null) {
                indexes.add(new Index(type.name(), List.of(topic, "updatedAt")));
            }
            type.indexes().forEach(fields -> indexes.add(new Index(type.name(), fields)));
            for (Link link : type.links()) {
                indexes.add(new Index(type.name(), List.of(link.localField())));
                indexes.add(new Index(link.target(), List.of(link.targetField())));
            }
        }
        for (RecordType type : schema.records()) {
            indexes.remove(new Index(type.name(), List.of(type.idField())));
        }
        return indexes;
    }

    private record Index(String record, List<String> fields) {
        List<org.jooq.Field<Object>> columns(Tables tables) {
            List<org.jooq.Field<Object>> columns = new ArrayList<>();
            fields.forEach(field -> columns.add(tables.of(record).column(field).field()));
            return columns;
        }
    }
}
