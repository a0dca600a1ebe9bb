package dev.parallax.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.server.http.Outsider.SignedIn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// `POST /sync` as an outsider sees it.
class CatchUpProtocolTest {
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
    void aFirstPageHasExactlyTheNamesOfTheProtocol() {
        ObjectNode row = world.createPost(ann, "Hello", true);

        ObjectNode page = outsider.sync(bob, Outsider.object("{\"syncCursor\":{\"tables\":{}}}"))
                .json(200);

        assertThat(page.propertyNames()).containsExactlyInAnyOrder("tables", "has_more", "version");
        assertThat(page.get("has_more").booleanValue()).isFalse();
        JsonNode posts = page.get("tables").get("Post");
        assertThat(posts.propertyNames())
                .containsExactlyInAnyOrder("rows", "removed", "permission_hash", "last_seen_updated_at", "reset");
        assertThat(posts.get("rows").get(0)).isEqualTo(row);
        assertThat(posts.get("last_seen_updated_at").longValue()).isGreaterThanOrEqualTo(World.version(row));
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 7, 1_000})
    void everyPageSizeEndsWithTheSame(int pageSize) {
        batch(ann, 25, true);
        batch(ann, 5, false);
        for (int index = 0; index < 10; index++) {
            world.createPost(index % 2 == 0 ? ann : bob, "single " + index, index % 3 == 0);
        }
        Mirror mirror = new Mirror();

        mirror.catchUp(outsider, bob, pageSize);

        assertThat(mirror.filled()).isEqualTo(Mirror.truth(outsider, bob));
        assertThat(mirror.rows("Post")).hasSizeGreaterThan(25);
        if (pageSize == 1) {
            assertThat(mirror.pages).isGreaterThan(25);
        }
    }

    @Test
    void deletesAndRetractionsWhileOfflineArriveAndNothingElseIsSentAgain() {
        List<ObjectNode> rows = new ArrayList<>();
        for (int index = 0; index < 6; index++) {
            rows.add(world.createPost(ann, "post " + index, true));
        }
        Mirror mirror = new Mirror();
        mirror.catchUp(outsider, bob, null);

        outsider.db(ann, "deletePost", Map.of("id", World.id(rows.get(0)))).json(200);
        update(ann, rows.get(1), "published", false);
        update(ann, rows.get(2), "title", "changed");
        ObjectNode fleeting = world.createPost(ann, "here and gone", true);
        outsider.db(ann, "deletePost", Map.of("id", World.id(fleeting))).json(200);
        ObjectNode page = mirror.page(outsider, bob, null);

        JsonNode posts = page.get("tables").get("Post");
        assertThat(posts.get("reset").booleanValue()).isFalse();
        assertThat(posts.get("rows")).hasSize(1);
        assertThat(posts.get("removed").valueStream().map(JsonNode::longValue))
                .contains(World.id(rows.get(0)), World.id(rows.get(1)));
        assertThat(mirror.filled()).isEqualTo(Mirror.truth(outsider, bob));
    }

    @Test
    void onlyTablesWithSomethingToSayAppear() {
        world.createPost(ann, "one", true);
        Mirror mirror = new Mirror();
        mirror.catchUp(outsider, bob, null);

        world.createPost(ann, "two", true);
        ObjectNode page = mirror.page(outsider, bob, null);

        assertThat(page.get("tables").get("Post").get("rows")).hasSize(1);
        assertThat(page.get("tables").has("User")).isFalse();
    }

    @Test
    void hiddenContentIsInNoByteOfACatchUp() {
        ObjectNode hidden = world.createPost(ann, SECRET, false);
        ObjectNode shown = world.createPost(ann, "shown, then hidden", true);
        Mirror mirror = new Mirror();
        mirror.catchUp(outsider, bob, 1);
        update(ann, hidden, "content", SECRET + " again");
        outsider.db(ann, "updatePost", Map.of("id", World.id(shown), "published", false, "title", SECRET))
                .json(200);

        mirror.catchUp(outsider, bob, 1);

        assertThat(mirror.everything.toString()).doesNotContain(SECRET);
        assertThat(mirror.rows("Post")).isEmpty();
    }

    @Test
    void aClientThatIsCutOffBetweenPagesEndsExactly() {
        batch(ann, 30, true);
        Mirror mirror = new Mirror();
        List<ObjectNode> first = new ArrayList<>();
        first.add(mirror.page(outsider, bob, 7));
        assertThat(first.getFirst().get("has_more").booleanValue()).isTrue();

        // Away: things change behind and before where the client stands.
        List<Long> ids = new ArrayList<>(mirrorOf(bob).rows("Post").keySet());
        outsider.db(ann, "deletePost", Map.of("id", ids.getFirst())).json(200);
        outsider.db(ann, "deletePost", Map.of("id", ids.getLast())).json(200);
        outsider.db(ann, "updatePost", Map.of("id", ids.get(1), "published", false))
                .json(200);
        outsider.db(ann, "updatePost", Map.of("id", ids.get(2), "title", "changed"))
                .json(200);
        world.createPost(ann, "new", true);

        mirror.catchUp(outsider, bob, 7);

        assertThat(mirror.filled()).isEqualTo(Mirror.truth(outsider, bob));
    }

    @Test
    void aClientThatBuffersTheStreamWhileItCatchesUpHasNoGap() {
        batch(ann, 20, true);
        try (Stream stream = Stream.open(outsider, bob)) {
            stream.next("connected");
            Mirror mirror = new Mirror();
            long complete = mirror.catchUp(
                    outsider, bob, 5, page -> world.createPost(ann, "in between " + page.get("version"), true));
            ObjectNode last = world.createPost(ann, "after", true);

            for (ObjectNode message : stream.until(World.version(last))) {
                if (message.get("data").get("version").longValue() > complete) {
                    mirror.apply(message);
                }
            }

            assertThat(mirror.filled()).isEqualTo(Mirror.truth(outsider, bob));
        }
    }

    @Test
    void aRoleChangeWhileOfflineResetsWhatItConcerns() {
        world.createPost(ann, SECRET, false);
        world.createPost(bob, "own", false);
        Mirror mirror = new Mirror();
        mirror.catchUp(outsider, bob, null);

        outsider.send("PATCH", "/sessions/" + bob.id(), "{\"role\":\"admin\"}").json(200);
        ObjectNode page = mirror.page(outsider, bob, null);
        assertThat(page.get("tables").get("Post").get("reset").booleanValue()).isTrue();
        assertThat(page.get("tables").has("User")).isFalse();
        assertThat(mirror.rows("Post")).hasSize(2);

        outsider.send("PATCH", "/sessions/" + bob.id(), "{\"role\":\"user\"}").json(200);
        mirror.catchUp(outsider, bob, null);
        assertThat(mirror.rows("Post")).hasSize(1);
        assertThat(mirror.filled()).isEqualTo(Mirror.truth(outsider, bob));
    }

    @Test
    void aCursorFromAnotherDatabaseIsReset() {
        world.createPost(ann, "one", true);
        Mirror mirror = new Mirror();
        mirror.catchUp(outsider, bob, null);
        Objects.requireNonNull(mirror.cursors.get("Post")).put("last_seen_updated_at", (1L << 53) - 1);

        ObjectNode page = mirror.page(outsider, bob, null);

        assertThat(page.get("tables").get("Post").get("reset").booleanValue()).isTrue();
        assertThat(mirror.filled()).isEqualTo(Mirror.truth(outsider, bob));
    }

    @Test
    void aCursorForARecordThatIsNotThereBlocksNobody() {
        world.createPost(ann, "one", true);
        Mirror mirror = new Mirror();
        mirror.cursors.put("Dropped", Outsider.object("{\"last_seen_updated_at\":12,\"permission_hash\":\"abc\"}"));

        mirror.catchUp(outsider, bob, null);

        assertThat(mirror.rows("Post")).hasSize(1);
    }

    @Test
    void hiddenChangesMoveNoCursorDifferentlyFromNoChanges() {
        Mirror mirror = new Mirror();
        mirror.catchUp(outsider, bob, null);
        world.createPost(ann, SECRET, false);

        ObjectNode page = mirror.page(outsider, bob, null);

        assertThat(page.get("tables").has("Post")).isFalse();
        assertThat(page.get("has_more").booleanValue()).isFalse();
    }

    private Mirror mirrorOf(SignedIn who) {
        Mirror mirror = new Mirror();
        mirror.catchUp(outsider, who, null);
        return mirror;
    }

    private void update(SignedIn who, ObjectNode row, String field, Object value) {
        outsider.db(who, "updatePost", Map.of("id", World.id(row), field, value))
                .json(200);
    }

    private void batch(SignedIn who, int count, boolean published) {
        ObjectNode body = Outsider.MAPPER.createObjectNode();
        ArrayNode operations = body.putArray("operations");
        for (int index = 0; index < count; index++) {
            operations
                    .addObject()
                    .put("operation", "createPost")
                    .set("args", Outsider.MAPPER.valueToTree(world.post(world.ann, "bulk " + index, published)));
        }
        outsider.post("/db/batch", body.toString(), "Authorization", "Bearer " + who.id())
                .json(200);
    }
}
