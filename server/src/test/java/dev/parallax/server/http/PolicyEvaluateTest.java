package dev.parallax.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.server.http.Outsider.Reply;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.assertj.core.api.SoftAssertions;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `POST /admin/policy/evaluate` and `/admin/policy/explain`.
class PolicyEvaluateTest {
    private static final Path VECTORS = Path.of("..", "shared", "src", "test", "resources", "vectors", "policy.json");
    private static final String SCHEMA = """
            session {
                userId Int
            }
            record Doc {
                @allow(query) { Or(ownerId == Session.userId, open == True) }
                @allow(insert, update, delete) { exists parts { docId == id } }
                id      Int @id
                ownerId Int?
                open    Bool
                parts   @link(Part.docId)
            }
            record Part {
                @public
                id    Int @id
                docId Int
            }
            """;

    private final World world = new World();
    private final Outsider outsider = world.outsider;

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void everySharedVectorPasses() throws IOException {
        JsonNode vectors = Outsider.MAPPER.readTree(Files.readString(VECTORS));
        assertThat(vectors).hasSize(120);
        SoftAssertions softly = new SoftAssertions();
        for (JsonNode vector : vectors) {
            ObjectNode question = ((ObjectNode) vector).deepCopy();
            String name = question.remove("name").stringValue();
            String truth = question.remove("truth").stringValue();

            Reply reply = evaluate(question);

            softly.assertThat(reply.status()).as(name + reply.text()).isEqualTo(200);
            softly.assertThat(reply.json().path("truth").asString("")).as(name).isEqualTo(truth);
            softly.assertThat(reply.json().path("allowed").asBoolean(false))
                    .as(name)
                    .isEqualTo(truth.equals("true"));
        }
        softly.assertAll();
    }

    @Test
    void theExplanationSaysWhatDecided() {
        ObjectNode answer =
                evaluate(question("{\"id\":1,\"ownerId\":7,\"open\":false}")).json(200);

        assertThat(answer.get("allowed").booleanValue()).isFalse();
        JsonNode explanation = answer.get("explanation");
        assertThat(explanation.get("sentence").stringValue())
                .startsWith("denied: ")
                .contains("ownerId", "7", "3");
        assertThat(explanation.get("root").get("kind").stringValue()).isEqualTo("or");
        assertThat(explanation.get("root").get("children")).hasSize(2);
        assertThat(explanation.get("root").get("children").get(0).get("source").stringValue())
                .isEqualTo("ownerId == Session.userId");
    }

    @Test
    void aSchemaWithErrorsGetsThemAll() {
        ObjectNode question = question("{\"id\":1}")
                .put("schema", SCHEMA.replace("ownerId ==", "owner ==").replace("docId == id", "docId == idd"));

        ObjectNode problem = evaluate(question).json(422);

        assertThat(problem.get("code").stringValue()).isEqualTo("invalid");
        assertThat(problem.get("errors")).hasSize(2);
        assertThat(problem.get("errors").get(0).get("message").stringValue()).contains("`owner`");
    }

    @Test
    void whatTheSchemaDoesNotHaveIsNamed() {
        for (Map.Entry<String, ObjectNode> each : Map.of(
                        "record", question("{\"id\":1}").put("record", "Dok"),
                        "operation", question("{\"id\":1}").put("operation", "read"),
                        "row.nope", question("{\"id\":1,\"nope\":2}"),
                        "row.id", question("{\"open\":true}"),
                        "session.nope", question("{\"id\":1}").set("session", Outsider.object("{\"nope\":1}")),
                        "linked.Prat", question("{\"id\":1}").set("linked", Outsider.object("{\"Prat\":[]}")))
                .entrySet()) {
            ObjectNode problem = evaluate(each.getValue()).json(422);

            assertThat(problem.get("errors").get(0).get("path").stringValue()).isEqualTo(each.getKey());
        }
    }

    @Test
    void linkedRowsThatLeadToTooManyCombinationsAreRefused() {
        String schema = """
                session { userId Int }
                record Node {
                    @allow(*) { exists next.next.next { id == -1 } }
                    id   Int @id
                    a    Int
                    next @link(Node.a)
                }
                """.replace("next @link(Node.a)", "same Int\n    next @link(Node.a)");
        ObjectNode question = Outsider.MAPPER.createObjectNode();
        question.put("schema", schema.replace("@link(Node.a)", "@link(Node.id)"))
                .put("record", "Node")
                .put("operation", "query");
        question.putObject("row").put("id", 1).put("a", 1).put("same", 1);
        ArrayNode rows = question.putObject("linked").putArray("Node");
        for (int index = 0; index < 2_000; index++) {
            rows.addObject().put("id", 1).put("a", 1).put("same", 1);
        }

        ObjectNode problem = evaluate(question).json(400);

        assertThat(problem.get("detail").stringValue()).contains("combinations");
    }

    @Test
    void explainNamesTheSmallestChangesThatWouldTurnTheVerdictRound() {
        long post = World.id(world.createPost(world.as(world.ann), "Draft", false));
        ObjectNode question = Outsider.MAPPER.createObjectNode();
        question.put("record", "Post").put("operation", "query").put("id", post);
        question.putObject("session").put("userId", world.bob).put("role", "user");

        ObjectNode answer =
                outsider.post("/admin/policy/explain", question.toString()).json(200);

        assertThat(answer.get("allowed").booleanValue()).isFalse();
        assertThat(answer.get("asOf").longValue()).isPositive();
        assertThat(answer.get("flips")
                        .valueStream()
                        .map(flip -> flip.get("sentence").stringValue()))
                .containsExactly(
                        "publish post " + post,
                        "make user " + world.bob + " the author of post " + post,
                        "make user " + world.bob + " an admin",
                        "sign in as user " + world.ann);
    }

    private Reply evaluate(ObjectNode question) {
        return outsider.post("/admin/policy/evaluate", question.toString());
    }

    private static ObjectNode question(String row) {
        ObjectNode question = Outsider.MAPPER.createObjectNode();
        question.put("schema", SCHEMA).put("record", "Doc").put("operation", "query");
        question.putObject("session").put("userId", 3);
        question.set("row", Outsider.object(row));
        return question;
    }
}
