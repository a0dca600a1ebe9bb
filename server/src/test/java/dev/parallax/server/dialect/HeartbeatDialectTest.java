package dev.parallax.server.dialect;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.change.ChangeKind;
import dev.parallax.change.Row;
import dev.parallax.change.ScopedChange;
import dev.parallax.language.SchemaLanguage;
import dev.parallax.policy.SessionValues;
import dev.parallax.policy.View;
import dev.parallax.schema.Schema;
import dev.parallax.server.engine.Delivery;
import dev.parallax.server.engine.TableDelta;
import dev.parallax.wire.RowJson;
import dev.parallax.wire.SyncRequest.TableCursor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What a heartbeat stream asks and says, without a network and without time.
class HeartbeatDialectTest {
    private static final String BOTH =
            "session { userId Int } record A { @public id Int @id } record B { @public id Int @id }";
    private static final String ONLY_B = "session { userId Int } record B { @public id Int @id }";

    private static final SessionValues SESSION = new SessionValues(Map.of("userId", 3L));
    private Schema schema = SchemaLanguage.parseOrThrow("test", BOTH);
    private static final long BEGAN = 1_000;
    private final ChunkMemory chunks = new ChunkMemory();

    private HeartbeatDialect stream(Map<String, @Nullable Long> timestamps, @Nullable Long lastEventId) {
        return new HeartbeatDialect(
                () -> schema,
                () -> SESSION,
                "session",
                BEGAN,
                new HeartbeatRequest(timestamps, Map.of(), lastEventId, 10),
                chunks);
    }

    private static TableDelta delta(long complete, long state, boolean hasMore, Row... rows) {
        return new TableDelta(List.of(rows), List.of(), List.of(), "hash", complete, state, false, hasMore);
    }

    private Row row(String record, long id, long version) {
        return new Row(RowJson.shape(schema.require(record)), List.of(id, version));
    }

    private Delivery delivery(ScopedChange... changes) {
        List<@Nullable Row> befores = new ArrayList<>();
        Arrays.stream(changes).forEach(change -> befores.add(null));
        return new Delivery(List.of(changes), befores);
    }

    private ScopedChange insert(String record, long id, long version) {
        return new ScopedChange(version, record, id, ChangeKind.INSERT, row(record, id, version));
    }

    private static List<String> ids(String events) {
        return events.lines()
                .filter(line -> line.startsWith("id: "))
                .map(line -> line.substring(4))
                .toList();
    }

    private static @Nullable TableCursor cursor(HeartbeatDialect stream) {
        return stream.question() instanceof Question.Changes changes ? changes.cursor() : null;
    }

    /// A stream whose tables are complete up to 100.
    private HeartbeatDialect live() {
        HeartbeatDialect stream = stream(Map.of(), 50L);
        stream.answered(delta(100, 100, false), 100);
        stream.answered(delta(100, 100, false), 100);
        assertThat(ids(stream.settled())).containsExactly("100");
        return stream;
    }

    @Test
    void anIdStandsForTheTableThatIsFurthestBehind() {
        HeartbeatDialect fresh = stream(Map.of(), null);
        assertThat(ids(fresh.answered(delta(100, 100, false, row("A", 1, 90)), 100)))
                .containsExactly("0");
        HeartbeatDialect stream = stream(Map.of("B", 70L), null);
        assertThat(ids(stream.answered(delta(90, 90, true, row("A", 1, 90)), 100)))
                .containsExactly("70");
        assertThat(ids(stream.answered(delta(100, 100, false, row("A", 2, 95)), 100)))
                .containsExactly("70");
        assertThat(cursor(stream)).isEqualTo(new TableCursor(70L, null));
        assertThat(ids(stream.answered(delta(110, 110, false, row("B", 1, 105)), 110)))
                .containsExactly("100");
        assertThat(ids(stream.settled())).containsExactly("100");
    }

    @Test
    void ofChangesWithOneVersionOnlyTheLastHasIt() {
        Delivery delivery = delivery(
                insert("A", 1, 200),
                insert("B", 1, 201),
                insert("B", 2, 201),
                insert("B", 3, 201),
                insert("A", 2, 203));

        assertThat(ids(live().delivered(delivery))).containsExactly("200", "200", "200", "201", "203");
    }

    @Test
    void whatATablesDeltaHeldIsNotToldAgain() {
        HeartbeatDialect stream = stream(Map.of(), 50L);
        stream.answered(delta(100, 150, false), 100);
        stream.answered(delta(100, 100, false), 100);
        stream.settled();

        String told = stream.delivered(delivery(insert("A", 1, 120), insert("B", 1, 121)));

        assertThat(told).contains("\"table\":\"B\"").doesNotContain("\"table\":\"A\"");
    }

    @Test
    void streamsThatSeeTheSameShareTheText() {
        Delivery delivery = delivery(insert("A", 1, 200));

        assertThat(live().delivered(delivery)).isSameAs(live().delivered(delivery));
    }

    @Test
    void aTimestampInTheMiddleOfADeltaIsKnownToItsSessionOnly() {
        stream(Map.of(), null).answered(delta(7, 100, true, row("A", 1, 7)), 100);

        assertThat(cursor(stream(Map.of("A", 7L), null))).isEqualTo(new TableCursor(7L, "hash"));
        assertThat(cursor(stream(Map.of("A", 8L), null))).isEqualTo(new TableCursor(8L, null));
        HeartbeatDialect other = new HeartbeatDialect(
                () -> schema,
                () -> SESSION,
                "other",
                BEGAN,
                new HeartbeatRequest(Map.of("A", 7L), Map.of(), null, 10),
                chunks);
        assertThat(cursor(other)).isEqualTo(new TableCursor(7L, null));
    }

    /// The stream that told it first may have broken before it arrived, or the other one.
    @Test
    void aTimestampThatWasToldUnderTwoPermissionsShowsNeither() {
        chunks.put("session", "A", 7, "admin's");
        chunks.put("session", "A", 7, "user's");
        assertThat(cursor(stream(Map.of("A", 7L), null))).isEqualTo(new TableCursor(7L, null));
    }

    /// It holds what it could see in another session, which ended at that version.
    @Test
    void aTimestampThatAClientBroughtAlongShowsNothing() {
        assertThat(cursor(stream(Map.of("A", 7L), null))).isEqualTo(new TableCursor(7L, null));
        stream(Map.of(), null).answered(delta(7, 100, true, row("A", 1, 7)), 100);
        assertThat(cursor(stream(Map.of("A", 7L), null))).isEqualTo(new TableCursor(7L, null));
    }

    /// A live event may have told it while the session could see something else.
    @Test
    void aTimestampFromTheSessionsOwnTimeShowsNothing() {
        stream(Map.of(), null).answered(delta(BEGAN, 2_000, true, row("A", 1, BEGAN)), 2_000);
        assertThat(cursor(stream(Map.of("A", BEGAN), null))).isEqualTo(new TableCursor(BEGAN, null));
    }

    @Test
    void afterAnOverflowEveryTableGoesOnFromWhatWasToldLast() {
        HeartbeatDialect stream = live();
        stream.delivered(delivery(insert("A", 1, 200)));

        assertThat(stream.resync(null)).contains("event: resync", "[\"A\",\"B\"]");

        assertThat(cursor(stream)).isEqualTo(new TableCursor(200L, null));
        stream.answered(delta(300, 300, false), 300);
        assertThat(cursor(stream)).isEqualTo(new TableCursor(200L, null));
        stream.answered(delta(300, 300, false), 300);
        assertThat(stream.settled()).contains("delta-complete", "\"A\":300", "\"B\":300");
        assertThat(stream.settled()).isEmpty();
    }

    @Test
    void aRecordThatIsDroppedIsTakenBackAndOneThatIsNewIsRead() {
        schema = SchemaLanguage.parseOrThrow("test", ONLY_B);
        HeartbeatDialect stream = stream(Map.of(), 50L);
        stream.answered(delta(100, 100, false), 100);
        stream.settled();

        schema = SchemaLanguage.parseOrThrow("test", BOTH);
        stream.resync(List.of("A"));
        assertThat(stream.question()).isEqualTo(new Question.Changes(View.of(schema.require("A")), null, 10));
        assertThat(stream.answered(delta(200, 200, false), 200)).contains("\"table\":\"A\"", "\"reset\":true");
        stream.settled();

        schema = SchemaLanguage.parseOrThrow("test", ONLY_B);
        assertThat(stream.resync(List.of("A"))).contains("event: delta", "\"table\":\"A\"", "\"reset\":true");
        assertThat(stream.question()).isNull();
        assertThat(stream.settled()).doesNotContain("\"A\"");
    }
}
