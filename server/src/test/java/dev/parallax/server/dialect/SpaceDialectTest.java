package dev.parallax.server.dialect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.change.ChangeKind;
import dev.parallax.change.Row;
import dev.parallax.change.ScopedChange;
import dev.parallax.language.SchemaLanguage;
import dev.parallax.policy.SessionValues;
import dev.parallax.schema.Schema;
import dev.parallax.server.dialect.StreamDialect.Concern;
import dev.parallax.server.engine.Delivery;
import dev.parallax.server.engine.TableDelta;
import dev.parallax.wire.Json;
import dev.parallax.wire.ProblemException;
import dev.parallax.wire.RowJson;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

/// What a space's stream says, without a network and without time.
class SpaceDialectTest {
    private static final Schema SCHEMA = SchemaLanguage.parseOrThrow("test", """
            session { userId Int }
            record Place { @public id Int @id }
            record Note {
                @public
                @topic(placeId)
                id Int @id
                placeId Int
                text String
                place @link(placeId, Place.id)
            }
            """);
    private static final long HERE = 7;
    private static final SessionValues SESSION = new SessionValues(Map.of("userId", 3L));
    private static final long ID = 1;

    private final SpaceDialect dialect = live(null);
    private long version = 1_000;

    private static SpaceDialect live(@Nullable Long since) {
        SpaceDialect dialect = new SpaceDialect(() -> SCHEMA, () -> SESSION, new SpaceRequest("7", null, since), 2);
        assertThat(dialect.question()).isInstanceOf(Question.Sight.class);
        dialect.answered(true);
        if (since == null) {
            dialect.answered(delta(List.of(), 500, 500, false), 500);
            assertThat(dialect.settled()).contains("\"created\":[]");
        }
        return dialect;
    }

    private static TableDelta delta(List<Row> rows, long complete, long state, boolean reset) {
        return new TableDelta(rows, List.of(), List.of(), "hash", complete, state, reset, false);
    }

    private static Row note(long id, long place, String text, long version) {
        return new Row(RowJson.shape(SCHEMA.require("Note")), List.of(id, place, text, version));
    }

    /// The letters of `steps` one after the other: Insert, Update, Delete; each a transaction of the same row.
    private String told(String steps) {
        return told(dialect, steps);
    }

    private String told(SpaceDialect dialect, String steps) {
        for (char step : steps.toCharArray()) {
            version++;
            Row row = note(ID, HERE, "v" + version, version);
            ChangeKind kind = step == 'I' ? ChangeKind.INSERT : step == 'U' ? ChangeKind.UPDATE : ChangeKind.DELETE;
            ScopedChange change = new ScopedChange(version, "Note", ID, kind, kind == ChangeKind.DELETE ? null : row);
            List<@Nullable Row> befores = new ArrayList<>();
            befores.add(kind == ChangeKind.INSERT ? null : note(ID, HERE, "before", version - 1));
            assertThat(dialect.delivered(new Delivery(List.of(change), befores)))
                    .isEmpty();
        }
        return dialect.flush();
    }

    private static ObjectNode data(String event) {
        return Json.parseObject(event.lines()
                .filter(line -> line.startsWith("data: "))
                .findFirst()
                .orElseThrow()
                .substring("data: ".length()));
    }

    @ParameterizedTest
    @CsvSource({
        "I,created",
        "IU,created",
        "IUU,created",
        "U,updated",
        "UU,updated",
        "DI,updated",
        "UDIU,updated",
        "D,deleted",
        "UD,deleted",
        "DID,deleted"
    })
    void aRowIsOnceInAWindow(String steps, String list) {
        ObjectNode data = data(told(steps));

        for (String name : List.of("created", "updated", "deleted")) {
            assertThat(data.get(name)).as(name).hasSize(name.equals(list) ? 1 : 0);
        }
        if (!list.equals("deleted")) {
            assertThat(data.get(list).get(0).get("text").stringValue()).isEqualTo("v" + version);
        }
        assertThat(data.get("timestamp").stringValue()).endsWith("." + "00" + version + "Z");
    }

    /// It was told to load the space, and may have done so while the row was there.
    @Test
    void aRowThatCameAndWentIsToldAsGoneToWhoeverMayHaveLoadedItMeanwhile() {
        SpaceDialect loading = live(1L);
        loading.answered(delta(List.of(), 500, 500, true), 500);
        assertThat(loading.settled()).contains("\"refetch\":true");

        ObjectNode data = data(told(loading, "ID"));

        assertThat(data.get("created")).isEmpty();
        assertThat(data.get("deleted")).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"ID", "IUD", "IDID"})
    void aRowThatCameAndWentIsNotThere(String steps) {
        assertThat(told(steps)).isEmpty();
    }

    @Test
    void streamsThatSeeTheSameShareTheText() {
        SpaceDialect other = live(null);
        ScopedChange change = new ScopedChange(2_000, "Note", ID, ChangeKind.INSERT, note(ID, HERE, "text", 2_000));
        List<@Nullable Row> befores = new ArrayList<>();
        befores.add(null);
        Delivery delivery = new Delivery(List.of(change), befores);
        dialect.delivered(delivery);
        other.delivered(delivery);

        assertThat(dialect.flush()).isNotEmpty().isSameAs(other.flush());
    }

    @Test
    void aRowThatMovesIsGoneHereAndNewThere() {
        Row before = note(ID, HERE, "text", 1);
        ScopedChange change = new ScopedChange(2_000, "Note", ID, ChangeKind.UPDATE, note(ID, 8, "text", 2_000));
        Delivery delivery = new Delivery(List.of(change), List.of(before));

        assertThat(dialect.concerns(delivery)).isEqualTo(Concern.ROWS);
        dialect.delivered(delivery);
        assertThat(data(dialect.flush()).get("deleted").toString()).isEqualTo("[\"1\"]");
        assertThat(new Selection("Note", "placeId", 8L).of(delivery))
                .extracting(ScopedChange::kind)
                .containsExactly(ChangeKind.INSERT);
        assertThat(new Selection("Note", "placeId", 9L).of(delivery)).isEmpty();
    }

    @Test
    void whatWasReadIsNotToldAgain() {
        dialect.resync(null);
        dialect.question();
        dialect.answered(true);
        dialect.answered(delta(List.of(note(ID, HERE, "read", 1_500)), 1_200, 1_500, false), 1_200);
        assertThat(data(dialect.settled()).get("created")).hasSize(1);
        version = 1_499;

        assertThat(told("I")).isEmpty();
        assertThat(told("U")).isNotEmpty();
    }

    @Test
    void whoeverStartsAnewOrMissedTooMuchLoadsTheSpace() {
        for (TableDelta much : List.of(
                delta(List.of(), 900, 900, true),
                delta(List.of(note(1, HERE, "a", 1), note(2, HERE, "b", 2), note(3, HERE, "c", 3)), 900, 900, false))) {
            SpaceDialect late = live(400L);
            late.answered(much, 950);
            ObjectNode data = data(late.settled());

            assertThat(data.get("refetch").booleanValue()).isTrue();
            assertThat(data.get("created")).isEmpty();
            assertThat(data.get("timestamp").stringValue()).endsWith(".000950Z");
        }
    }

    @Test
    void aClosedDoorEndsTheStream() {
        ScopedChange change = new ScopedChange(2_000, "Place", HERE, ChangeKind.DELETE, null);
        Row place = new Row(RowJson.shape(SCHEMA.require("Place")), List.of(HERE, 1L));
        Delivery delivery = new Delivery(List.of(change), List.of(place));

        assertThat(dialect.concerns(delivery)).isEqualTo(Concern.ACCESS);
        dialect.delivered(delivery);
        assertThat(dialect.question()).isEqualTo(new Question.Sight(SCHEMA.require("Place"), HERE));
        assertThatThrownBy(() -> dialect.answered(false)).isInstanceOf(ProblemException.class);
    }
}
