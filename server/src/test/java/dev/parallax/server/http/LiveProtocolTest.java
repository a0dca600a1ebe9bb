package dev.parallax.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.server.http.Outsider.SignedIn;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The WebSocket of dialect 1 as an outsider sees it.
class LiveProtocolTest {
    private static final String SECRET = "zebra-crossing-at-midnight";

    private final World world = new World();
    private final Outsider outsider = world.outsider;
    private final SignedIn ann = world.as(world.ann);
    private final SignedIn bob = world.as(world.bob);

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void theFirstMessageSaysWhoIsConnected() {
        try (Stream stream = Stream.open(outsider, ann)) {
            ObjectNode first = stream.next();

            assertThat(first.propertyNames()).containsExactly("type", "sessionId", "session", "version");
            assertThat(first.get("type").stringValue()).isEqualTo("connected");
            assertThat(first.get("sessionId").stringValue()).isEqualTo(ann.id());
            assertThat(first.get("session")).isEqualTo(ann.session());
            assertThat(first.get("version").longValue()).isGreaterThanOrEqualTo(ann.version());
        }
    }

    @Test
    void aSocketWithoutASessionGetsOneOfAnExistingUser() {
        try (Stream stream = Stream.open(outsider, "")) {
            ObjectNode first = stream.next("connected");

            assertThat(first.get("session").get("userId").longValue()).isIn(world.ann, world.bob, world.cid);
            String id = first.get("sessionId").stringValue();
            assertThat(outsider.post("/sync", "{\"syncCursor\":{\"tables\":{}}}", "Authorization", "Bearer " + id)
                            .status())
                    .isEqualTo(200);
        }
    }

    @Test
    void aPublishedPostArrivesAsOneDeltaWithExactlyTheNamesOfTheProtocol() {
        try (Stream stream = Stream.open(outsider, bob)) {
            stream.next("connected");

            ObjectNode row = world.createPost(ann, "Hello", true);

            ObjectNode delta = stream.next("delta");
            assertThat(delta.propertyNames()).containsExactly("type", "data");
            JsonNode data = delta.get("data");
            assertThat(data.propertyNames())
                    .containsExactlyInAnyOrder(
                            "all_affected_rows", "affected_row_indices", "removed", "version", "seq");
            assertThat(data.get("version").longValue()).isEqualTo(World.version(row));
            assertThat(data.get("seq").longValue()).isEqualTo(1);
            assertThat(data.get("removed")).isEmpty();
            assertThat(data.get("affected_row_indices").toString()).isEqualTo("[0]");
            JsonNode item = data.get("all_affected_rows").get(0);
            assertThat(item.propertyNames()).containsExactlyInAnyOrder("table_name", "headers", "row");
            assertThat(item.get("table_name").stringValue()).isEqualTo("Post");
            assertThat(item.get("row")).isEqualTo(row);
            assertThat(item.get("headers").valueStream().map(JsonNode::stringValue))
                    .containsExactlyElementsOf(row.propertyNames());
        }
    }

    @Test
    void whatASessionMayNotSeeCausesNoFrameAndNoByte() {
        try (Stream stream = Stream.open(outsider, bob)) {
            stream.next("connected");

            ObjectNode row = world.createPost(ann, SECRET, false);
            ObjectNode changed =
                    (ObjectNode) outsider.db(ann, "updatePost", Map.of("id", World.id(row), "content", SECRET))
                            .json(200)
                            .get("row");
            long version = outsider.db(ann, "deletePost", Map.of("id", World.id(row)))
                    .json(200)
                    .get("version")
                    .longValue();

            assertThat(version).isGreaterThan(World.version(changed));
            assertThat(stream.until(version)).isEmpty();
            assertThat(stream.everything()).doesNotContain(SECRET);
        }
    }

    @Test
    void publishingEntersTheViewAndUnpublishingLeavesIt() {
        ObjectNode row = world.createPost(ann, SECRET, false);
        try (Stream stream = Stream.open(outsider, bob)) {
            stream.next("connected");

            set(ann, row, "published", true);
            JsonNode entered = stream.next("delta").get("data");
            ObjectNode hidden = set(ann, row, "published", false);
            JsonNode left = stream.next("delta").get("data");

            assertThat(entered.get("all_affected_rows")
                            .get(0)
                            .get("row")
                            .get("title")
                            .stringValue())
                    .isEqualTo(SECRET);
            assertRemoved(left, World.id(row), World.version(hidden), 2);
        }
    }

    @Test
    void aDeletionReachesWhoeverSawTheRowAndNobodyElse() {
        ObjectNode seen = world.createPost(ann, "seen", true);
        ObjectNode unseen = world.createPost(ann, "unseen", false);
        try (Stream stream = Stream.open(outsider, bob)) {
            stream.next("connected");

            outsider.db(ann, "deletePost", Map.of("id", World.id(unseen))).json(200);
            ObjectNode deleted =
                    outsider.db(ann, "deletePost", Map.of("id", World.id(seen))).json(200);

            assertThat(deleted.propertyNames()).containsExactlyInAnyOrder("version", "id");
            assertRemoved(
                    stream.next("delta").get("data"),
                    World.id(seen),
                    deleted.get("version").longValue(),
                    1);
        }
    }

    @Test
    void aPostThatGetsAnotherAuthorMovesFromTheOneToTheOther() {
        ObjectNode row = world.createPost(ann, SECRET, false);
        SignedIn cid = world.as(world.cid);
        try (Stream ofAnn = Stream.open(outsider, ann);
                Stream ofBob = Stream.open(outsider, bob);
                Stream ofCid = Stream.open(outsider, cid)) {
            List.of(ofAnn, ofBob, ofCid).forEach(stream -> stream.next("connected"));

            long version = world.server
                    .inspection()
                    .operate(
                            "updatePost",
                            Outsider.MAPPER
                                    .createObjectNode()
                                    .put("id", World.id(row))
                                    .put("authorUserId", world.bob))
                    .join()
                    .get("version")
                    .longValue();

            assertRemoved(ofAnn.next("delta").get("data"), World.id(row), version, 1);
            assertThat(ofBob.next("delta")
                            .get("data")
                            .get("all_affected_rows")
                            .get(0)
                            .get("row")
                            .get("title")
                            .stringValue())
                    .isEqualTo(SECRET);
            assertThat(ofCid.until(version)).isEmpty();
            assertThat(ofCid.everything()).doesNotContain(SECRET);
        }
    }

    @Test
    void aBatchArrivesTogether() {
        try (Stream stream = Stream.open(outsider, bob)) {
            stream.next("connected");

            ObjectNode answer =
                    batch(ann, IntStream.range(0, 20).mapToObj(n -> "post " + n).toList());

            JsonNode data = stream.next("delta").get("data");
            assertThat(data.get("all_affected_rows")).hasSize(20);
            assertThat(data.get("version").longValue())
                    .isEqualTo(answer.get("version").longValue());
            assertThat(data.get("all_affected_rows").valueStream().map(each -> each.get("row")))
                    .containsExactlyElementsOf(answer.get("results")
                            .valueStream()
                            .map(result -> result.get("row"))
                            .toList());
        }
    }

    @Test
    void seqCountsOnlyWhatThisConnectionGets() {
        try (Stream stream = Stream.open(outsider, bob)) {
            stream.next("connected");
            for (int index = 0; index < 5; index++) {
                world.createPost(ann, "hidden", false);
                world.createPost(ann, "shown", true);
            }

            for (int seq = 1; seq <= 5; seq++) {
                assertThat(stream.next("delta").get("data").get("seq").longValue())
                        .isEqualTo(seq);
            }
        }
    }

    @Test
    void theAnswerComesAfterTheChangeIsQueued() {
        try (Stream stream = Stream.open(outsider, bob)) {
            stream.next("connected");

            ObjectNode row = world.createPost(ann, "now", true);
            stream.send("{\"type\":\"ping\"}");

            assertThat(stream.next("delta").get("data").get("version").longValue())
                    .isEqualTo(World.version(row));
            assertThat(stream.next("pong").propertyNames()).containsExactly("type");
        }
    }

    @Test
    void aRoleChangeIsFollowedAtOnce() {
        ObjectNode row = world.createPost(ann, SECRET, false);
        Mirror mirror = new Mirror();
        mirror.catchUp(outsider, bob, null);
        try (Stream stream = Stream.open(outsider, bob)) {
            stream.next("connected");

            assertThat(outsider.send("PATCH", "/sessions/" + bob.id(), "{\"role\":\"admin\"}")
                            .json(200)
                            .get("session")
                            .get("role")
                            .stringValue())
                    .isEqualTo("admin");
            follow(stream, mirror, bob);
            assertThat(mirror.rows("Post")).containsKey(World.id(row));

            outsider.send("PATCH", "/sessions/" + bob.id(), "{\"role\":\"user\"}")
                    .json(200);
            follow(stream, mirror, bob);
            assertThat(mirror.rows("Post")).doesNotContainKey(World.id(row));
            assertThat(mirror.filled()).isEqualTo(Mirror.truth(outsider, bob));
        }
    }

    @Test
    void aRowThatTwoClausesShowStaysWhenOneGoesAway() {
        ObjectNode row = world.createPost(ann, "mine and public", true);
        try (Stream stream = Stream.open(outsider, ann)) {
            stream.next("connected");

            set(ann, row, "published", false);

            JsonNode data = stream.next("delta").get("data");
            assertThat(data.get("removed")).isEmpty();
            assertThat(data.get("all_affected_rows")).hasSize(1);
        }
    }

    @Test
    void whenASessionEndsItsStreamsAreToldAndClosed() {
        try (Stream stream = Stream.open(outsider, bob);
                Stream other = Stream.open(outsider, ann)) {
            stream.next("connected");

            assertThat(outsider.send("DELETE", "/sessions/" + bob.id(), null).status())
                    .isEqualTo(204);

            ObjectNode error = stream.next("error");
            assertThat(error.get("code").stringValue()).isEqualTo("auth-error");
            assertThat(error.propertyNames()).containsExactly("type", "code", "message");
            assertThat(stream.awaitClose()).isEqualTo(4401);
            other.next("heartbeat");
        }
    }

    private ObjectNode set(SignedIn who, ObjectNode row, String field, Object value) {
        return (ObjectNode) outsider.db(who, "updatePost", Map.of("id", World.id(row), field, value))
                .json(200)
                .get("row");
    }

    private ObjectNode batch(SignedIn who, List<String> titles) {
        ObjectNode body = Outsider.MAPPER.createObjectNode();
        ArrayNode operations = body.putArray("operations");
        for (String title : titles) {
            operations
                    .addObject()
                    .put("operation", "createPost")
                    .set("args", Outsider.MAPPER.valueToTree(world.post(world.ann, title, true)));
        }
        return outsider.post("/db/batch", body.toString(), "Authorization", "Bearer " + who.id())
                .json(200);
    }

    /// Reads until everything of now has been sent, catching up when told to.
    private void follow(Stream stream, Mirror mirror, SignedIn who) {
        long now = outsider.get("/health").json(200).get("version").longValue();
        for (ObjectNode message : stream.until(now)) {
            switch (message.get("type").stringValue()) {
                case "delta" -> mirror.apply(message);
                case "syncRequired" -> {
                    assertThat(message.get("reason").stringValue()).isEqualTo("permissions");
                    mirror.catchUp(outsider, who, null);
                }
                default -> throw new AssertionError(message.toString());
            }
        }
    }

    private static void assertRemoved(JsonNode data, long id, long version, long seq) {
        assertThat(data.get("all_affected_rows")).isEmpty();
        assertThat(data.get("affected_row_indices")).isEmpty();
        assertThat(data.get("removed").toString()).isEqualTo("[{\"table_name\":\"Post\",\"id\":" + id + "}]");
        assertThat(data.get("version").longValue()).isEqualTo(version);
        assertThat(data.get("seq").longValue()).isEqualTo(seq);
    }
}
