package dev.parallax.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.server.http.Outsider.Reply;
import dev.parallax.server.http.Outsider.SignedIn;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/// `POST /db/…` as an outsider sees it.
class DataProtocolTest {
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
    void aCreatedRowComesBackWithItsDefaults() {
        ObjectNode answer = outsider.db(ann, "createPost", world.post(world.ann, "Hello", false))
                .json(200);

        assertThat(answer.propertyNames()).contains("version", "row");
        ObjectNode row = (ObjectNode) answer.get("row");
        assertThat(row.propertyNames())
                .containsExactly(
                        "id", "workspaceId", "authorUserId", "title", "content", "published", "createdAt", "updatedAt");
        assertThat(row.get("updatedAt")).isEqualTo(answer.get("version"));
        assertThat(row.get("createdAt").stringValue()).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
    }

    @Test
    void listAndGetShowWhatTheSessionMayQuery() {
        ObjectNode hidden = world.createPost(ann, SECRET, false);
        ObjectNode shown = world.createPost(ann, "shown", true);

        ObjectNode list = outsider.db(bob, "listPosts", Map.of()).json(200);
        assertThat(list.propertyNames()).contains("version", "rows");
        assertThat(list.get("rows").toString()).contains("shown").doesNotContain(SECRET);
        assertThat(outsider.db(bob, "getPost", Map.of("id", World.id(shown)))
                        .json(200)
                        .get("row"))
                .isEqualTo(shown);
        assertThat(outsider.db(bob, "getPost", Map.of("id", World.id(hidden))).status())
                .isEqualTo(404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"getPost", "updatePost", "deletePost"})
    void aHiddenRowAndAnAbsentOneGetTheSameBytes(String operation) {
        long hidden = World.id(world.createPost(ann, SECRET, false));
        long absent = hidden + 1;
        Map<String, Object> args = new LinkedHashMap<>(Map.of("id", hidden));
        if (operation.equals("updatePost")) {
            args.put("title", "mine now");
        }

        Reply ofHidden = outsider.db(bob, operation, args);
        args.put("id", absent);
        Reply ofAbsent = outsider.db(bob, operation, args);

        assertThat(ofHidden.status()).isEqualTo(404);
        assertThat(withoutId(ofHidden.text(), hidden)).isEqualTo(withoutId(ofAbsent.text(), absent));
        assertThat(headers(ofHidden)).isEqualTo(headers(ofAbsent));
    }

    @Test
    void aRowThatMayBeSeenButNotChangedIsForbidden() {
        ObjectNode row = world.createPost(ann, "public", true);

        assertThat(outsider.db(bob, "updatePost", Map.of("id", World.id(row), "title", "mine"))
                        .status())
                .isEqualTo(403);
        assertThat(outsider.db(bob, "deletePost", Map.of("id", World.id(row))).status())
                .isEqualTo(403);
        assertThat(outsider.db(ann, "updatePost", Map.of("id", World.id(row), "authorUserId", world.bob))
                        .status())
                .isEqualTo(403);
        assertThat(outsider.db(bob, "createPost", world.post(world.ann, "forged", true))
                        .status())
                .isEqualTo(403);
        assertThat(outsider.db(ann, "getPost", Map.of("id", World.id(row)))
                        .json(200)
                        .get("row"))
                .isEqualTo(row);
    }

    @Test
    void anEditThatHidesTheRowFromItsOwnAuthorSucceeds() {
        SignedIn admin = world.admin;
        ObjectNode own = outsider.create(admin, "User", Map.of("name", "Dee"));

        assertThat(outsider.db(admin, "updateUser", Map.of("id", World.id(own), "name", "Dora"))
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aRetryWithTheSameRequestIdGivesTheFirstOutcome() {
        Map<String, Object> args = world.post(world.ann, "once", true);
        args.put("requestId", UUID.nameUUIDFromBytes(new byte[] {1}).toString());
        try (Stream stream = Stream.open(outsider, bob)) {
            stream.next("connected");

            Reply first = outsider.db(ann, "createPost", args);
            Reply second = outsider.db(ann, "createPost", args);

            assertThat(first.status()).isEqualTo(200);
            assertThat(second.text()).isEqualTo(first.text());
            assertThat(stream.until(first.json().get("version").longValue() + 1))
                    .hasSize(1);
        }
    }

    @Test
    void anotherSessionsRequestIdSaysNothing() {
        Map<String, Object> args = world.post(world.ann, SECRET, false);
        args.put("requestId", UUID.nameUUIDFromBytes(new byte[] {2}).toString());
        outsider.db(ann, "createPost", args).json(200);
        Map<String, Object> other = world.post(world.bob, "Bob's own", false);
        other.put("requestId", args.get("requestId"));

        Reply reply = outsider.db(bob, "createPost", other);

        assertThat(reply.text()).doesNotContain(SECRET);
        assertThat(reply.json(200).get("row").get("title").stringValue()).isEqualTo("Bob's own");
    }

    @Test
    void aBatchWithOneDeniedOperationChangesNothing() {
        long before = count(ann);
        String body = "{\"operations\":["
                + operation("createPost", world.post(world.ann, "good", true)) + ","
                + operation("createPost", world.post(world.bob, "bad", true)) + "]}";

        Reply reply = outsider.post("/db/batch", body, "Authorization", "Bearer " + ann.id());

        assertThat(reply.status()).isEqualTo(403);
        assertThat(count(ann)).isEqualTo(before);
    }

    @Test
    void aBatchOfMoreThanAThousandOperationsIsRefused() {
        String one = operation("createPost", world.post(world.ann, "x", true));
        String body = "{\"operations\":["
                + String.join(",", IntStream.range(0, 1_001).mapToObj(n -> one).toList()) + "]}";

        Reply reply = outsider.post("/db/batch", body, "Authorization", "Bearer " + ann.id());

        assertThat(reply.status()).isIn(400, 413, 422);
        assertThat(reply.contentType()).startsWith("application/problem+json");
    }

    @Test
    void hostileTextsComeBackAsTheyWere() {
        for (String text : List.of(
                "'; DROP TABLE Post; --",
                "<script>alert(1)</script>",
                "\u202Eevil",
                "🙂 é \u0000 \u001f \" \\",
                "${jndi:ldap://x}",
                "%s%n")) {
            ObjectNode row = world.createPost(ann, text, true);

            assertThat(row.get("title").stringValue()).isEqualTo(text);
            assertThat(outsider.db(bob, "getPost", Map.of("id", World.id(row)))
                            .json(200)
                            .get("row"))
                    .isEqualTo(row);
        }
    }

    private long count(SignedIn who) {
        return outsider.db(who, "listPosts", Map.of()).json(200).get("rows").size();
    }

    private static String operation(String name, Map<String, ?> args) {
        return "{\"operation\":\"" + name + "\",\"args\":" + Outsider.MAPPER.valueToTree(args) + "}";
    }

    private static String withoutId(String text, long id) {
        return text.replace(String.valueOf(id), "#");
    }

    private static Map<String, List<String>> headers(Reply reply) {
        Map<String, List<String>> headers =
                new LinkedHashMap<>(reply.response().headers().map());
        headers.remove("date");
        headers.remove("content-length");
        return headers;
    }
}
