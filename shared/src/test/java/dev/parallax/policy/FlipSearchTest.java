package dev.parallax.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.change.Row;
import dev.parallax.language.SchemaLanguage;
import dev.parallax.policy.RandomPolicies.Condition;
import dev.parallax.policy.RandomPolicies.World;
import dev.parallax.schema.Expression;
import dev.parallax.schema.Operation;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class FlipSearchTest {
    private static final int WORLDS = 300;
    private static final int ROWS_OF_WORLD = 6;

    private static final String SOURCE = """
            session { userId Int? role String }
            record Post {
                @allow(*) { %s }
                id Int @id
                workspaceId Int?
                authorUserId Int
                published Bool
                title String
                rank Int?
                workspace @link(workspaceId, Workspace.id)
                members @link(Member.workspaceId)
            }
            record Workspace { @public id Int @id open Bool members @link(Member.workspaceId) }
            record Member { @public id Int @id workspaceId Int userId Int }
            """;

    /// User 3 with the role "user" asks about post 12 of user 7, a draft in workspace 2; user 3 is a member of
    /// workspace 1, user 7 of workspace 2.
    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            Or(authorUserId == Session.userId, published == True, Session.role == "admin") | publish post 12
            Or(authorUserId == Session.userId, Session.role == "admin") | make user 3 the author of post 12
            Session.role == "admin"                     | make user 3 an admin
            Session.role != "user"                      | take the role "user" from user 3
            published == False                          | publish post 12
            Not(published == True)                      | publish post 12
            And(published == True, Session.role == "admin") | publish post 12 and make user 3 an admin
            authorUserId == 7                           | change authorUserId of post 12 from 7 to, say, 8
            authorUserId in [1, 2]                      | make user 1 the author of post 12
            title startsWith "S"                        | change title of post 12 from "Say" to, say, "other"
            rank == 1                                   | set rank of post 12 to 1
            rank > 4                                    | change rank of post 12 from Null to, say, 5
            rank == Null                                | change rank of post 12 from Null to, say, 0
            exists workspace.members { userId == Session.userId } | add user 3 to workspace 2
            exists workspace { open == True }           | set open of workspace 2 to True
            exists workspace.members { userId == 7 }    | clear workspaceId of post 12
            And(exists workspace.members { userId == 7 }, workspaceId == 2) | clear workspaceId of post 12
            id == Session.userId                        | sign in as user 12
            """)
    void proposesTheSmallestChange(String permission, String expected) {
        Schema schema = SchemaLanguage.parseOrThrow("test", SOURCE.formatted(permission));
        assertThat(search(schema).getFirst().sentence()).isEqualTo(expected);
    }

    @Test
    void proposesOtherWaysToo() {
        Schema schema = SchemaLanguage.parseOrThrow(
                "test",
                SOURCE.formatted("Or(authorUserId == Session.userId, published == True, Session.role == \"admin\", "
                        + "exists workspace.members { userId == Session.userId })"));
        assertThat(search(schema).stream().map(Flip::sentence))
                .containsExactly(
                        "publish post 12",
                        "make user 3 the author of post 12",
                        "add user 3 to workspace 2",
                        "make user 3 an admin");
    }

    @Test
    void removesAMembershipThatOpensARow() {
        Schema schema = SchemaLanguage.parseOrThrow(
                "test",
                SOURCE.replace("workspaceId Int?", "workspaceId Int")
                        .formatted("exists workspace.members { userId == 7 }"));
        assertThat(search(schema).getFirst().sentence()).isEqualTo("remove user 7 from workspace 2");
    }

    @Test
    void proposesNothingWhereNothingHelps() {
        assertThat(search(SchemaLanguage.parseOrThrow("test", SOURCE.formatted("False"))))
                .isEmpty();
        assertThat(search(SchemaLanguage.parseOrThrow("test", SOURCE.formatted("True"))))
                .isEmpty();
        assertThat(search(SchemaLanguage.parseOrThrow("test", SOURCE.formatted("id == 13"))))
                .isEmpty();
    }

    /// What is proposed is done, by this test's own hand, and the permission evaluated again; then
    /// again without each of the steps.
    @Test
    void everyProposalFlipsAndNoStepIsIdle() {
        int asked = 0;
        int answered = 0;
        for (int seed = 0; seed < WORLDS; seed++) {
            RandomPolicies random = new RandomPolicies(seed);
            World world = random.world();
            Condition condition = random.condition(world);
            SessionValues session = random.session(world);
            List<Row> rows = world.rows().getOrDefault(RandomPolicies.SUBJECT, List.of());
            for (Row row : rows.subList(0, ROWS_OF_WORLD)) {
                List<Flip> flips = FlipSearch.search(
                        condition.schema(), condition.record(), Operation.QUERY, row, session, world.linked());
                boolean before = holds(condition.expression(), world, row.id(), session, List.of());
                asked++;
                answered += flips.isEmpty() ? 0 : 1;
                for (Flip flip : flips) {
                    String what = "seed " + seed + ", row " + row.id() + ", " + condition.source() + ": " + flip;
                    assertThat(holds(condition.expression(), world, row.id(), session, flip.steps()))
                            .as(what)
                            .isNotEqualTo(before);
                    for (FlipStep step : flip.steps()) {
                        List<FlipStep> without = new ArrayList<>(flip.steps());
                        without.remove(step);
                        assertThat(holds(condition.expression(), world, row.id(), session, without))
                                .as(what)
                                .isEqualTo(before);
                    }
                    assertThat(flip.sentence()).isNotBlank();
                }
            }
        }
        assertThat(answered).as("answers to " + asked + " questions").isGreaterThan(asked / 2);
    }

    private static List<Flip> search(Schema schema) {
        RecordType post = schema.require("Post");
        RecordType member = schema.require("Member");
        Map<String, @Nullable Object> values = new HashMap<>(
                Map.of("id", 12L, "workspaceId", 2L, "authorUserId", 7L, "published", false, "title", "Say"));
        Row row = RowsInMemory.row(post, values, 100);
        LinkedRows linked = new RowsInMemory(Map.of(
                "Post", List.of(row),
                "Workspace",
                        List.of(
                                RowsInMemory.row(schema.require("Workspace"), Map.of("id", 1L, "open", false), 10),
                                RowsInMemory.row(schema.require("Workspace"), Map.of("id", 2L, "open", false), 11)),
                "Member",
                        List.of(
                                RowsInMemory.row(member, Map.of("id", 1L, "workspaceId", 1L, "userId", 3L), 12),
                                RowsInMemory.row(member, Map.of("id", 2L, "workspaceId", 2L, "userId", 7L), 13))));
        SessionValues session = new SessionValues(Map.of("userId", 3L, "role", "user"));
        return FlipSearch.search(schema, post, Operation.QUERY, row, session, linked);
    }

    private static boolean holds(
            Expression permission, World world, long id, SessionValues session, List<FlipStep> steps) {
        Map<String, Map<Long, Row>> rows = new HashMap<>();
        world.rows().forEach((record, all) -> {
            Map<Long, Row> byId = new LinkedHashMap<>();
            all.forEach(row -> byId.put(row.id(), row));
            rows.put(record, byId);
        });
        Map<String, @Nullable Object> values = new HashMap<>(session.values());
        for (FlipStep step : steps) {
            switch (step) {
                case FlipStep.SetSession set -> values.put(set.field(), set.to());
                case FlipStep.RemoveRow gone ->
                    of(rows, gone.row().record()).remove(gone.row().id());
                case FlipStep.SetField set ->
                    of(rows, set.record())
                            .computeIfPresent(
                                    set.id(),
                                    (key, row) -> row.with(Collections.singletonMap(set.field(), set.to()))
                                            .with(Map.of("updatedAt", FlipWorld.LATER)));
                case FlipStep.AddRow add -> {
                    RecordType type = world.schema().require(add.record());
                    Map<String, @Nullable Object> all = new HashMap<>(add.values());
                    all.put(type.idField(), add.id());
                    of(rows, add.record()).put(add.id(), RowsInMemory.row(type, all, FlipWorld.LATER));
                }
            }
        }
        Map<String, List<Row>> lists = new HashMap<>();
        rows.forEach((record, byId) -> lists.put(record, List.copyOf(byId.values())));
        Row row = of(rows, RandomPolicies.SUBJECT).get(id);
        assertThat(row).isNotNull();
        return row != null
                && Evaluator.evaluate(permission, row, new SessionValues(values), new RowsInMemory(lists))
                        == Truth.TRUE;
    }

    private static Map<Long, Row> of(Map<String, Map<Long, Row>> rows, String record) {
        return rows.computeIfAbsent(record, name -> new LinkedHashMap<>());
    }
}
