package dev.parallax.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.change.Row;
import dev.parallax.language.SchemaLanguage;
import dev.parallax.schema.Operation;
import dev.parallax.schema.RecordType;
import dev.parallax.schema.Schema;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExplainerTest {
    private static final String SOURCE = """
            session { userId Int? role String }
            record Post {
                @allow(*) { %s }
                id Int @id
                authorUserId Int
                published Bool
                title String
                rank Int?
                members @link(Member.postId)
                tags @link(Tag.postId)
            }
            record Member { @public id Int @id postId Int userId Int }
            record Tag { @public id Int @id postId Int }
            """;

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
                    Or(authorUserId == Session.userId, published == True) | denied: authorUserId is 7, not Session.userId 3; and published is False
                    published == False                 | allowed: published is False
                    Or(published == True, Session.role == "user") | allowed: Session.role is "user"
                    Session.role == "admin"            | denied: Session.role is "user", not "admin"
                    And(published == False, authorUserId == 7) | allowed: published is False; and authorUserId is 7
                    And(published == False, authorUserId == 8, rank == 1) | denied: authorUserId is 7, not 8
                    Not(authorUserId == 7)             | denied: authorUserId is 7
                    Not(Or(authorUserId == 7, published == True)) | denied: authorUserId is 7
                    authorUserId != 8                  | allowed: authorUserId is 7, not 8
                    id == Session.userId               | allowed: id is 3, the same as Session.userId
                    "admin" == Session.role            | denied: Session.role is "user", not "admin"
                    rank == 1                          | denied: rank is Null, which matches nothing
                    And(published == False, rank > 1)  | denied: rank is Null, which matches nothing
                    authorUserId == rank               | denied: rank is Null, which matches nothing
                    rank == Null                       | allowed: rank is Null
                    title == Null                      | denied: title is "Say \\"hi\\"", not Null
                    authorUserId < 7                   | denied: authorUserId is 7, not less than 7
                    5 < authorUserId                   | allowed: authorUserId is 7, more than 5
                    authorUserId >= 7                  | allowed: authorUserId is 7, at least 7
                    authorUserId in [1, 2]             | denied: authorUserId is 7, none of [1, 2]
                    authorUserId not in [1, Null]      | denied: authorUserId is 7, and the list [1, Null] leaves that open
                    title startsWith "S"               | allowed: title is "Say \\"hi\\"", which starts with "S"
                    True                               | allowed: it is open to everyone
                    False                              | denied: it is open to nobody
                    exists members { userId == Session.userId } | allowed: the linked Member 12 matches
                    exists members { userId > 0 }      | allowed: the linked Member 11 matches (and 1 more)
                    exists members { userId == 99 }    | denied: none of the 2 linked Member rows matches
                    exists tags { True }               | denied: no Tag is linked to it
                    Not(exists members { True })       | denied: the linked Member 11 matches (and 1 more)
                    And(id == 3, id != 4, id > 1, id < 9, authorUserId == 7, published == False) | allowed: id is 3; and id is 3, not 4; and id is 3, more than 1; and id is 3, less than 9; and 2 more reasons
                    """)
    void saysInOneSentenceWhatDecided(String condition, String sentence) {
        assertThat(explain(condition).sentence()).isEqualTo(sentence.replace("\\\"", "\""));
    }

    @Test
    void showsSourceTruthAndValuesOfEveryNode() {
        Explanation explanation = explain("Or(authorUserId == Session.userId, exists members { userId > 0 })");

        assertThat(explanation.allowed()).isTrue();
        assertThat(explanation.root().kind()).isEqualTo(Explanation.Kind.OR);
        Explanation.Node comparison = explanation.root().children().getFirst();
        assertThat(comparison.source()).isEqualTo("authorUserId == Session.userId");
        assertThat(comparison.truth()).isEqualTo(Truth.FALSE);
        assertThat(comparison.values())
                .containsExactly(
                        new Explanation.NamedValue("authorUserId", 7L),
                        new Explanation.NamedValue("Session.userId", 3L));
        Explanation.Node exists = explanation.root().children().getLast();
        assertThat(exists.linked()).isEqualTo(new Explanation.Linked("Member", 2, 2, List.of(11L, 12L)));
    }

    @Test
    void neverDiffersFromTheEngine() {
        for (long seed = 0; seed < 20; seed++) {
            RandomPolicies policies = new RandomPolicies(seed);
            RandomPolicies.World world = policies.world();
            for (int count = 0; count < 40; count++) {
                RandomPolicies.Condition condition = policies.condition(world);
                SessionValues session = policies.session(world);
                for (Row row : world.rows().getOrDefault(RandomPolicies.SUBJECT, List.of())) {
                    Explanation explanation = Explainer.explain(
                            condition.schema(), condition.record(), Operation.QUERY, row, session, world.linked());
                    Truth truth = Evaluator.evaluate(condition.expression(), row, session, world.linked());
                    assertThat(explanation.allowed())
                            .as("seed %d: %s", seed, condition.source())
                            .isEqualTo(truth == Truth.TRUE);
                    assertThat(explanation.root().source()).isEqualTo(condition.source());
                    assertThat(truthFromChildren(explanation.root()))
                            .as("seed %d: %s", seed, condition.source())
                            .isEqualTo(truth);
                    assertThat(explanation.sentence()).isNotBlank();
                }
            }
        }
    }

    private static Truth truthFromChildren(Explanation.Node node) {
        List<Truth> children =
                node.children().stream().map(ExplainerTest::truthFromChildren).toList();
        return switch (node.kind()) {
            case AND -> children.stream().reduce(Truth.TRUE, Truth::and);
            case OR -> children.stream().reduce(Truth.FALSE, Truth::or);
            case NOT -> children.getFirst().not();
            case EXISTS -> Truth.of(node.linked() != null && node.linked().matched() > 0);
            case CONSTANT, COMPARISON -> node.truth();
        };
    }

    private static Explanation explain(String condition) {
        Schema schema = SchemaLanguage.parseOrThrow("test", SOURCE.formatted(condition));
        RecordType post = schema.require("Post");
        Map<String, @Nullable Object> values = new HashMap<>();
        values.put("id", 3L);
        values.put("authorUserId", 7L);
        values.put("published", false);
        values.put("title", "Say \"hi\"");
        RecordType member = schema.require("Member");
        LinkedRows linked = new RowsInMemory(Map.of(
                "Member",
                List.of(
                        RowsInMemory.row(member, Map.of("id", 11L, "postId", 3L, "userId", 2L), 1),
                        RowsInMemory.row(member, Map.of("id", 12L, "postId", 3L, "userId", 3L), 1))));
        return Explainer.explain(
                schema,
                post,
                Operation.QUERY,
                RowsInMemory.row(post, values, 1),
                new SessionValues(Map.of("userId", 3L, "role", "user")),
                linked);
    }
}
