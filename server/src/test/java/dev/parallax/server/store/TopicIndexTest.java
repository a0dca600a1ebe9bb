package dev.parallax.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.change.Row;
import dev.parallax.language.SchemaLanguage;
import dev.parallax.policy.SessionValues;
import dev.parallax.policy.View;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import dev.parallax.wire.RowJson;
import java.util.List;
import java.util.Map;
import org.jooq.DSLContext;
import org.jooq.Select;
import org.junit.jupiter.api.Test;

/// A catch-up of one space costs by what changed in that space.
class TopicIndexTest {
    private static final Schema SCHEMA = SchemaLanguage.parseOrThrow("test", """
            session { userId Int role String }
            record Post {
                @allow(query) { Or(authorUserId == Session.userId, published == True, Session.role == "admin") }
                @allow(insert, update, delete) { True }
                @topic(workspaceId)
                id Int @id
                workspaceId Int
                authorUserId Int
                published Bool
            }
            """);
    private static final SessionValues SESSION = new SessionValues(Map.of("userId", 3L, "role", "user"));
    private static final int ROWS = 3_000;
    private static final int SPACES = 30;

    @Test
    void changesOfOneSpaceAreFoundByAnIndexOnTopicAndVersion() {
        RecordType post = SCHEMA.require("Post");
        Tables tables = new Tables(SCHEMA);
        try (Database database = Database.open(new Place.Memory())) {
            DSLContext sql = Database.sql(database.writing());
            Layout.create(sql, tables);
            WriteTransaction writing = new WriteTransaction(database.writing(), new CommitGate(), tables);
            for (long id = 1; id <= ROWS; id++) {
                writing.insert(new Row(RowJson.shape(post), List.of(id, id % SPACES, id % 7, id % 2 == 0, id)));
            }
            writing.commit();
            sql.execute("ANALYZE");

            RecordTable table = tables.of("Post");
            Select<?> changes = sql.select(table.fields("r"))
                    .from(table.as("r"))
                    .where(PolicyCondition.of(View.ofTopic(post, 7L).condition(), tables, table, "r", SESSION))
                    .and(table.versionColumn().of("r").gt((long) ROWS / 2))
                    .orderBy(table.versionColumn().of("r"))
                    .limit(51);
            String plan =
                    sql.fetchValue("EXPLAIN " + sql.renderInlined(changes)).toString();

            assertThat(plan).doesNotContain("tableScan").containsPattern(indexOnTopicAndVersion(sql));
        }
    }

    /// The name that the database gave to the only index that begins with both columns.
    private static String indexOnTopicAndVersion(DSLContext sql) {
        return sql.fetch("""
                        SELECT A."INDEX_NAME" FROM INFORMATION_SCHEMA.INDEX_COLUMNS A
                        JOIN INFORMATION_SCHEMA.INDEX_COLUMNS B ON A.INDEX_NAME = B.INDEX_NAME
                        WHERE A.COLUMN_NAME = 'workspaceId' AND A.ORDINAL_POSITION = 1
                        AND B.COLUMN_NAME = 'updatedAt' AND B.ORDINAL_POSITION = 2
                        """).getValue(0, 0).toString();
    }
}
