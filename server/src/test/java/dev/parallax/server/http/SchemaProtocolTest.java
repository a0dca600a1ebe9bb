package dev.parallax.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.server.http.Outsider.SignedIn;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class SchemaProtocolTest {
    private final World world = new World();
    private final Outsider outsider = world.outsider;
    private final SignedIn ann = world.as(world.ann);
    private final SignedIn bob = world.as(world.bob);
    private final String source = source();

    @AfterEach
    void stop() {
        world.close();
    }

    private String source() {
        return outsider.get("/admin/schema").json(200).get("source").stringValue();
    }

    private Outsider.Reply put(String text, boolean dropData) {
        ObjectNode body = Outsider.MAPPER.createObjectNode().put("source", text);
        if (dropData) {
            body.put("dropData", true);
        }
        return outsider.send("PUT", "/admin/schema", body.toString());
    }

    private static List<String> texts(JsonNode list) {
        List<String> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text.stringValue()));
        return texts;
    }

    private String closed() {
        return source.replace("published == True", "published == False");
    }

    @Test
    void everyStreamIsToldWhichRecordsToCatchUpAndEndsRight() {
        ObjectNode open = world.createPost(ann, "open", true);
        ObjectNode draft = world.createPost(ann, "draft", false);
        Mirror mirror = new Mirror();
        mirror.catchUp(outsider, bob, null);
        try (Stream stream = Stream.open(outsider, bob)) {
            stream.next("connected");
            ObjectNode answer = put(closed(), false).json(200);
            assertThat(texts(answer.get("resynchronised"))).containsExactly("Post");
            assertThat(answer.get("schemaHash"))
                    .isEqualTo(outsider.get("/health").json(200).get("schemaHash"));
            ObjectNode told = stream.next("syncRequired");
            assertThat(texts(told.get("tables"))).containsExactly("Post");
            assertThat(told.get("reason").stringValue()).isEqualTo("permissions");
            mirror.catchUp(outsider, bob, null);
            assertThat(mirror.rows("Post")).containsKey(World.id(draft)).doesNotContainKey(World.id(open));
            assertThat(mirror.filled()).isEqualTo(Mirror.truth(outsider, bob));

            ObjectNode later = world.createPost(ann, "later", false);
            mirror.apply(stream.next("delta"));
            assertThat(mirror.rows("Post")).containsKey(World.id(later));
            assertThat(mirror.filled()).isEqualTo(Mirror.truth(outsider, bob));
        }
    }

    @Test
    void aSchemaThatMeansTheSameIsHeardByNobody() {
        Mirror mirror = new Mirror();
        mirror.catchUp(outsider, bob, null);
        try (Stream stream = Stream.open(outsider, bob)) {
            stream.next("connected");
            ObjectNode answer = put("// nothing else\n" + source.replace("    ", "  "), false)
                    .json(200);
            assertThat(answer.get("resynchronised")).isEmpty();
            ObjectNode post = world.createPost(ann, "seen", true);
            assertThat(stream.until(World.version(post)))
                    .noneMatch(message -> message.get("type").stringValue().equals("syncRequired"));
            ObjectNode page = mirror.page(outsider, bob, null);
            assertThat(page.get("tables").get("Post").get("reset").booleanValue())
                    .isFalse();
        }
    }

    @Test
    void allErrorsOfASchemaAreToldWithTheirPlaces() {
        ObjectNode problem = put(
                        source.replace("published == True", "publishd == True")
                                .replace("title        String", "title        Strin"),
                        false)
                .json(422);
        assertThat(problem.get("code").stringValue()).isEqualTo("invalid");
        assertThat(problem.get("errors")).hasSize(2).allSatisfy(error -> {
            assertThat(error.get("path").stringValue()).matches("\\d+:\\d+");
        });
        assertThat(problem.get("errors").toString()).contains("did you mean `published`?");
        assertThat(source()).isEqualTo(source);
        assertThat(put("record", false).json().get("status").intValue()).isEqualTo(422);
        assertThat(put(source.replace("title        String", "requestId    String"), false)
                        .json(422)
                        .get("errors")
                        .get(0)
                        .get("message")
                        .stringValue())
                .contains("requestId");
        assertThat(outsider.send("PUT", "/admin/schema", "{}")
                        .json()
                        .get("status")
                        .intValue())
                .isEqualTo(400);
    }

    @Test
    void whatWouldLoseDataIsAConflictThatSaysWhatUnlessAskedFor() {
        world.createPost(ann, "a", true);
        Mirror mirror = new Mirror();
        mirror.catchUp(outsider, ann, null);
        String without = source.replaceAll("(?m)^    content .*\\R", "");
        ObjectNode problem = put(without, false).json(409);
        assertThat(problem.get("code").stringValue()).isEqualTo("conflict");
        assertThat(problem.get("detail").stringValue())
                .isEqualTo("this would drop the field `Post.content` with 1 value");
        put(without, true).json(200);
        mirror.catchUp(outsider, ann, null);
        assertThat(mirror.filled()).isEqualTo(Mirror.truth(outsider, ann));
        assertThat(mirror.rows("Post").values()).noneMatch(row -> row.has("content"));
        ObjectNode log = outsider.get("/admin/log?limit=1000").json(200);
        assertThat(log.toString()).contains("content of a");
        assertThat(outsider.get("/admin/log/verify").json(200).get("valid").booleanValue())
                .isTrue();
    }

    @Test
    void aDroppedRecordLeavesEveryClientAndBlocksNobody() {
        world.createPost(ann, "a", true);
        Mirror mirror = new Mirror();
        mirror.catchUp(outsider, ann, null);
        try (Stream stream = Stream.open(outsider, ann)) {
            stream.next("connected");
            put(source.substring(0, source.indexOf("record Post")), true).json(200);
            assertThat(texts(stream.next("syncRequired").get("tables"))).containsExactly("Post");
            mirror.catchUp(outsider, ann, null);
            assertThat(mirror.rows("Post")).isEmpty();
            assertThat(mirror.page(outsider, ann, null).get("tables").has("Post"))
                    .isFalse();
            assertThat(outsider.db(ann, "listPosts", "{}").status()).isEqualTo(404);
            put(source, false).json(200);
            assertThat(texts(stream.next("syncRequired").get("tables"))).containsExactly("Post");
            ObjectNode post = world.createPost(ann, "b", true);
            mirror.catchUp(outsider, ann, null);
            assertThat(mirror.rows("Post")).containsOnlyKeys(World.id(post));
        }
    }

    @Test
    void aPreviewSaysWhatEachSessionWouldGainAndLoseAndChangesNothing() {
        ObjectNode open = world.createPost(ann, "open", true);
        ObjectNode draft = world.createPost(ann, "draft", false);
        String next = closed().replace("content      String", "mood String? stars Int @default(3)")
                + "record Tag { @public id Int @id }";
        ObjectNode preview = outsider.post(
                        "/admin/schema/preview",
                        Outsider.MAPPER.createObjectNode().put("source", next).toString())
                .json(200);
        JsonNode ofBob = session(preview, world.bob);
        assertThat(ofBob.get("records").toString())
                .isEqualTo("{\"Post\":{\"gained\":[" + World.id(draft) + "],\"lost\":[" + World.id(open) + "]}}");
        assertThat(session(preview, world.ann).get("records")).isEmpty();
        assertThat(preview.get("resynchronised").toString()).isEqualTo("[\"Post\",\"Tag\"]");
        assertThat(ofBob.get("bytes").longValue()).isGreaterThan(100);
        assertThat(preview.toString()).doesNotContain(bob.id()).doesNotContain(ann.id());
        JsonNode migration = preview.get("migration");
        assertThat(migration.get("created").toString()).isEqualTo("[\"Tag\"]");
        assertThat(migration.get("added").toString()).isEqualTo("[\"Post.mood\",\"Post.stars\"]");
        assertThat(migration.get("losses").get(0).get("what").stringValue())
                .isEqualTo("drop the field `Post.content` with 2 values");
        assertThat(source()).isEqualTo(source);

        put(next, true).json(200);
        assertThat(Objects.requireNonNull(Mirror.truth(outsider, bob).get("Post")))
                .containsOnlyKeys(World.id(draft));
    }

    private static JsonNode session(ObjectNode preview, long userId) {
        for (JsonNode each : preview.get("sessions")) {
            JsonNode session = each.get("session");
            if (session.get("userId").longValue() == userId
                    && session.get("role").stringValue().equals("user")) {
                return each;
            }
        }
        throw new AssertionError("no session of user " + userId);
    }

    @Test
    void historyNamesEverySchemaTheNewestFirst() {
        long version = put(closed(), false).json(200).get("version").longValue();
        JsonNode schemas = outsider.get("/admin/schema/history").json(200).get("schemas");
        assertThat(schemas).hasSize(2);
        assertThat(schemas.get(0).get("version").longValue()).isEqualTo(version);
        assertThat(schemas.get(0).get("source").stringValue()).isEqualTo(closed());
        assertThat(schemas.get(1).get("version").longValue()).isZero();
        assertThat(schemas.get(1).get("source").stringValue()).isEqualTo(source);
    }
}
