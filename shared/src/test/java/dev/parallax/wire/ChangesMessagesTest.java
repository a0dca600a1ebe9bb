package dev.parallax.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.change.ScopedChange;
import dev.parallax.change.StateHash;
import dev.parallax.wire.Problem.Code;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

final class ChangesMessagesTest {
    private static final String CHANGE_ID = "0a1b2c3d-0000-4000-8000-00000000000f";

    @Test
    void requestComesBackAsItWas() {
        ObjectNode delta = Json.object().put("title", "new").putNull("note");
        ChangesRequest request = new ChangesRequest(
                "phone",
                7L,
                "ab",
                20_000,
                List.of(
                        new PushedChange(CHANGE_ID, "Post", "insert", -1L, delta, null),
                        new PushedChange(CHANGE_ID, "Post", "delete", 4L, null, 6L)),
                10);

        assertThat(ChangesRequest.fromJson(request.toJson())).isEqualTo(request);
    }

    @Test
    void requestOfFewWordsStartsWithNothing() {
        assertThat(ChangesRequest.fromJson(Json.parseObject("{\"clientId\":\"a\"}")))
                .isEqualTo(new ChangesRequest("a", null, null, 0, List.of(), null));
    }

    @Test
    void wrongFieldsAreNamed() {
        assertThat(sentence("{}")).isEqualTo("`clientId` must be a string, but it is missing");
        assertThat(sentence("{'clientId':' '}")).isEqualTo("`clientId` must have from 1 to 64 characters");
        assertThat(sentence("{'clientId':'a','wait':60001}"))
                .isEqualTo("`wait` must be from 0 to 60000, but it is 60001");
        assertThat(sentence("{'clientId':'a','changes':{}}"))
                .isEqualTo("`changes` must be an array, but it is an object");
        assertThat(sentence("{'clientId':'a','changes':[1]}")).isEqualTo("`changes[0]` must be an object");
        assertThat(sentence("{'clientId':'a','changes':[{'changeId':'x'}]}"))
                .isEqualTo("`changes[0].changeId` must be a UUID");
    }

    @Test
    void tooManyChangesAreTooLarge() {
        ObjectNode body = Json.object().put("clientId", "a");
        ArrayNode changes = body.putArray("changes");
        for (int count = 0; count <= ChangesRequest.CHANGES_LIMIT; count++) {
            changes.addObject();
        }
        assertThatThrownBy(() -> ChangesRequest.fromJson(body))
                .isInstanceOfSatisfying(
                        ProblemException.class,
                        e -> assertThat(e.problem().code()).isEqualTo(Code.TOO_LARGE));
    }

    @Test
    void resultsComeBackAsTheyWere() {
        List<PushResult> results = List.of(
                PushResult.applied(CHANGE_ID, 9, 3, new PushResult.Overwrote(8, List.of("title"))),
                PushResult.applied(CHANGE_ID, 9, 3, null).again(),
                PushResult.rejected(
                        CHANGE_ID,
                        Problem.of(Code.CONFLICT, "no"),
                        Json.object().put("id", 3)));
        ChangesAnswer answer = new ChangesAnswer(results, true, List.of(), 5, StateHash.GENESIS.hex(), false);

        assertThat(ChangesAnswer.fromJson(answer.toJson())).isEqualTo(answer);
        assertThat(PushResult.rejected(CHANGE_ID, Problem.of(Code.CONFLICT, "no"), null)
                        .again()
                        .status())
                .isEqualTo(PushResult.Status.REJECTED);
    }

    /// What a client without a schema reads from the wire gives the hashes that the server computed.
    @Test
    void changesReadFromTheWireGiveThePublishedChain() {
        JsonNode vectors =
                Json.MAPPER.readTree(ChangesMessagesTest.class.getResourceAsStream("/vectors/state-chain.json"));
        ArrayNode changes = Json.MAPPER.createArrayNode();
        List<String> hashes = new ArrayList<>();
        vectors.get("steps").forEach(step -> {
            changes.add(step.get("change"));
            hashes.add(step.get("stateHash").stringValue());
        });
        ObjectNode wire = new ChangesAnswer(List.of(), false, List.of(), 0, hashes.getLast(), false).toJson();
        ChangesAnswer answer = ChangesAnswer.fromJson(wire.set("changes", changes));

        List<String> computed = new ArrayList<>();
        StateHash hash = StateHash.GENESIS;
        for (ScopedChange change : answer.changes()) {
            hash = hash.then(change);
            computed.add(hash.hex());
        }
        assertThat(computed).isEqualTo(hashes);
        assertThat(ChangesAnswer.fromJson(answer.toJson())).isEqualTo(answer);
    }

    private static String sentence(String body) {
        try {
            ChangesRequest.fromJson(Json.parseObject(body.replace('\'', '"')));
        } catch (InvalidJsonException e) {
            return String.valueOf(e.getMessage());
        }
        throw new AssertionError("the body was not refused");
    }
}
