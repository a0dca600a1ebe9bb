package dev.parallax.server.store;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.language.SchemaLanguage;
import dev.parallax.schema.Schema;
import java.util.List;
import org.junit.jupiter.api.Test;

class SchemaHistoryTest {
    private static final Schema OPEN = schema("True", "");
    private static final Schema OWN = schema("owner == Session.userId", "");
    private static final Schema WIDER = schema("owner == Session.userId", "text String?");

    private final SchemaHistory history = new SchemaHistory(List.of(SchemaHistory.Entry.first(OPEN)))
            .then(100, OWN)
            .then(200, WIDER);

    @Test
    void saysWhichSchemaWasInForce() {
        assertThat(history.at(0)).contains(OPEN);
        assertThat(history.at(99)).contains(OPEN);
        assertThat(history.at(100)).contains(OWN);
        assertThat(history.at(5_000)).contains(WIDER);
        assertThat(history.current()).isEqualTo(WIDER);
        assertThat(history.version()).isEqualTo(200);
    }

    @Test
    void saysSinceWhenTheSchemaMeansTheSameForARecord() {
        assertThat(history.sameSince("Note")).isEqualTo(200);
        assertThat(history.sameSince("Other")).isZero();
        assertThat(history.sameSince("Unheard")).isZero();
        // Back to what it was: whoever was there in between may hold other rows.
        assertThat(history.then(300, OPEN).sameSince("Note")).isEqualTo(300);
        // Layout means nothing.
        assertThat(history.then(300, schema("owner   == Session.userId", "text String?"))
                        .sameSince("Note"))
                .isEqualTo(200);
    }

    @Test
    void forgetsWhatWasOverAtTheFloorAndKeepsWhatWasInForceThere() {
        SchemaHistory pruned = history.since(150);
        assertThat(pruned.at(99)).isEmpty();
        assertThat(pruned.at(150)).contains(OWN);
        assertThat(pruned.sameSince("Other")).isZero();
        assertThat(pruned.sameSince("Note")).isEqualTo(200);
        assertThat(history.since(50)).isSameAs(history);
    }

    @Test
    void aLinkedFieldThatChangesItsTypeCountsForThoseWhoAskAboutIt() {
        Schema before = linked("Int");
        Schema after = linked("Int?");
        SchemaHistory changed = new SchemaHistory(List.of(SchemaHistory.Entry.first(before))).then(100, after);
        assertThat(changed.sameSince("Room")).isEqualTo(100);
        assertThat(changed.sameSince("Lone")).isZero();
    }

    private static Schema schema(String permission, String field) {
        return SchemaLanguage.parseOrThrow("test", """
                session { userId Int }
                record Note {
                    @allow(query) { %s }
                    @allow(insert, update, delete) { True }
                    id Int @id
                    owner Int
                    %s
                }
                record Other { @public id Int @id }
                """.formatted(permission, field));
    }

    private static Schema linked(String userType) {
        return SchemaLanguage.parseOrThrow("test", """
                session { userId Int }
                record Room {
                    @allow(query) { exists guests { user == Session.userId } }
                    @allow(insert, update, delete) { True }
                    id Int @id
                    guests @link(Guest.room)
                }
                record Guest { @public id Int @id  room Int  user %s }
                record Lone { @public id Int @id }
                """.formatted(userType));
    }
}
