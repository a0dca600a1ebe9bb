package dev.parallax.server.front;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.change.ChangeKind;
import dev.parallax.change.Row;
import dev.parallax.change.ScopedChange;
import dev.parallax.language.SchemaLanguage;
import dev.parallax.policy.SessionValues;
import dev.parallax.schema.Schema;
import dev.parallax.server.dialect.SpaceDialect;
import dev.parallax.server.dialect.SpaceRequest;
import dev.parallax.server.engine.Delivery;
import dev.parallax.server.front.StreamInbox.Changes;
import dev.parallax.server.front.StreamInbox.End;
import dev.parallax.server.front.StreamInbox.Resync;
import dev.parallax.wire.CursorMessage.Reason;
import dev.parallax.wire.RowJson;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class StreamInboxTest {
    private static final Schema SCHEMA = SchemaLanguage.parseOrThrow("test", """
            session { userId Int }
            record Place { @public id Int @id }
            record Note {
                @public
                @topic(placeId)
                id Int @id
                placeId Int
                place @link(placeId, Place.id)
            }
            """);
    private static final SessionValues SESSION = new SessionValues(Map.of("userId", 3L));
    private static final long FAR = 3_600_000_000_000L;

    private long now;
    private long gatherNanos;
    private int rings;
    private final StreamInbox inbox = new StreamInbox(
            new SpaceDialect(() -> SCHEMA, () -> SESSION, new SpaceRequest("7", null, 1L), 50),
            new LiveConnections.QueueLimits(3, 10_000),
            delivery -> now + gatherNanos,
            Counts.NONE,
            () -> rings++);

    private static Delivery gone(String record, long id, long place, long version) {
        Row before = record.equals("Place")
                ? new Row(RowJson.shape(SCHEMA.require(record)), List.of(id, 1L))
                : new Row(RowJson.shape(SCHEMA.require(record)), List.of(id, place, 1L));
        return new Delivery(List.of(new ScopedChange(version, record, id, ChangeKind.DELETE, null)), List.of(before));
    }

    private static Delivery note(long version) {
        return gone("Note", version, 7, version);
    }

    @Test
    void givesWhatIsDueInOrder() {
        inbox.deliver(note(1));
        inbox.deliver(gone("Note", 5, 8, 2));
        inbox.deliver(note(3));

        assertThat(version(inbox.poll(now))).isEqualTo(1);
        assertThat(version(inbox.poll(now))).isEqualTo(3);
        assertThat(inbox.poll(now)).isNull();
    }

    @Test
    void aFullInboxBecomesOneResynchronisationOfEverything() {
        for (int version = 1; version <= 5; version++) {
            inbox.deliver(note(version));
        }

        assertThat(inbox.standing(0, 0).overflows()).isEqualTo(1);
        assertThat(inbox.poll(now)).isEqualTo(new Resync(null));
        assertThat(version(inbox.poll(now))).isEqualTo(5);
    }

    @Test
    void whatGathersWaitsUnlessSomethingUrgentComes() {
        gatherNanos = FAR;
        inbox.deliver(note(1));
        assertThat(inbox.poll(now)).isNull();

        inbox.resync(List.of("Note"), Reason.PERMISSIONS);

        assertThat(version(inbox.poll(now))).isEqualTo(1);
        assertThat(inbox.poll(now)).isEqualTo(new Resync(List.of("Note")));
        inbox.deliver(note(2));
        assertThat(inbox.poll(now)).isNull();
        inbox.deliver(gone("Place", 7, 0, 3));
        assertThat(version(inbox.poll(now))).isEqualTo(2);
        assertThat(version(inbox.poll(now))).isEqualTo(3);
    }

    @Test
    void theEndGoesBeforeEverythingAndStays() {
        inbox.deliver(note(1));
        inbox.ended();
        inbox.stop();
        inbox.deliver(note(2));

        assertThat(inbox.nextDueNanos(FAR, now)).isEqualTo(now);
        assertThat(inbox.poll(now)).isEqualTo(End.SESSION);
        assertThat(inbox.poll(now)).isEqualTo(End.SESSION);
    }

    @Test
    void ringsForNewsAndSaysWhenItIsDue() {
        assertThat(inbox.nextDueNanos(FAR, now)).isEqualTo(FAR);
        gatherNanos = 1_000;
        inbox.deliver(note(1));

        assertThat(rings).isEqualTo(1);
        assertThat(inbox.poll(now)).isNull();
        assertThat(inbox.nextDueNanos(FAR, now)).isEqualTo(1_000);
        now = 1_000;
        assertThat(version(inbox.poll(now))).isEqualTo(1);
    }

    private static long version(StreamInbox.@Nullable Item item) {
        return item instanceof Changes changes ? changes.delivery().version() : -1;
    }
}
