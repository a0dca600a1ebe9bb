package dev.parallax.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.server.http.Outsider.Reply;
import dev.parallax.server.http.Outsider.SignedIn;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/// Nonsense on every route and on the socket: only documented answers, nothing hidden in them, and nothing lost.
class HostileInputTest {
    private static final Set<Integer> DOCUMENTED =
            Set.of(200, 201, 204, 400, 401, 403, 404, 405, 409, 413, 415, 422, 426, 429, 503);
    private static final String SECRET = "zebra-crossing-at-midnight";
    private static final int REQUESTS = 1_000;
    private static final int SOCKETS = 30;
    private static final int FRAMES = 12;

    private final World world = new World();
    private final Outsider outsider = world.outsider;
    private final SignedIn ann = world.as(world.ann);
    private final SignedIn bob = world.as(world.bob);

    @AfterEach
    void stop() {
        world.close();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void requestsGetOnlyDocumentedAnswers(long seed) {
        world.createPost(ann, SECRET, false);
        Random random = new Random(seed);
        Set<Integer> seen = new TreeSet<>();
        for (int index = 0; index < REQUESTS; index++) {
            String method = pick(random, "POST", "POST", "POST", "POST", "PATCH", "DELETE", "GET", "PUT");
            String path = path(random);
            byte[] body = random.nextInt(3) == 0 ? body(random) : almostRight(random, path);
            String type = pick(random, "application/json", "application/json", "application/json", "text/plain", "x");
            String token = pick(random, bob.id(), bob.id(), bob.id(), "nonsense");
            String what = "seed " + seed + ", request " + index + ": " + method + " " + path + " "
                    + new String(body, StandardCharsets.UTF_8);

            Reply reply =
                    outsider.sendBytes(method, path, body, "Content-Type", type, "Authorization", "Bearer " + token);

            assertThat(DOCUMENTED).as(what + " → " + reply.text()).contains(reply.status());
            seen.add(reply.status());
            if (reply.status() >= 400) {
                assertThat(reply.contentType()).as(what).isEqualTo("application/problem+json");
                ObjectNode problem = reply.json();
                assertThat(problem.propertyNames())
                        .as(what)
                        .containsExactlyInAnyOrder("type", "title", "status", "detail", "code", "errors");
                assertThat(reply.text())
                        .as(what)
                        .doesNotContain(SECRET, "Exception", "java.", "tools.jackson", "SELECT ", "org.h2", "\tat ");
            }
        }
        assertThat(seen).as("the requests reach deep enough").contains(200, 201, 400, 401, 404, 405, 415);
        assertHealthy();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void framesHarmOnlyTheirOwnConnection(long seed) {
        Random random = new Random(seed);
        try (Stream alive = Stream.open(outsider, bob)) {
            alive.next("connected");
            for (int index = 0; index < SOCKETS; index++) {
                try (RawSocket socket = new RawSocket(world.server.uri())) {
                    assertThat(socket.upgrade("/sync?sessionId=" + bob.id())).startsWith("HTTP/1.1 101");
                    for (int frame = 0; frame < FRAMES; frame++) {
                        socket.send(random.nextInt(4) == 0 ? bytes(random, 40) : frame(random));
                    }
                }
            }
            ObjectNode row = world.createPost(ann, "still there", true);
            assertThat(alive.next("delta").get("data").get("version").longValue())
                    .isEqualTo(World.version(row));
        }
        assertHealthy();
    }

    @Test
    void deepNestingIsRefusedAndNeverOverflowsAStack() {
        for (int depth : List.of(65, 1_000, 500_000)) {
            String body = "{\"a\":".repeat(depth) + "1" + "}".repeat(depth);
            Reply reply = outsider.db(bob, "createPost", body);
            assertThat(reply.status()).isIn(400, 413);
        }
        String expression = "Not(".repeat(20_000) + "True" + ")".repeat(20_000);
        Reply reply = outsider.post(
                "/admin/policy/evaluate",
                Outsider.MAPPER
                        .createObjectNode()
                        .put("schema", "session { a Int } record D { @allow(*) { " + expression + " } id Int @id }")
                        .put("record", "D")
                        .put("operation", "query")
                        .set("row", Outsider.object("{\"id\":1}"))
                        .toString());
        assertThat(reply.status()).isEqualTo(422);
        assertHealthy();
    }

    @Test
    void bodiesOverTheLimitAreRefusedWithAndWithoutALength() {
        byte[] body = ("{\"title\":\"" + "x".repeat(1 << 20) + "\"}").getBytes(StandardCharsets.UTF_8);
        for (String path : List.of("/sessions", "/db/createPost", "/db/batch", "/sync", "/admin/policy/evaluate")) {
            assertThat(outsider.sendBytes("POST", path, body, "Authorization", "Bearer " + bob.id())
                            .status())
                    .as(path)
                    .isEqualTo(413);
            try (RawSocket socket = new RawSocket(world.server.uri())) {
                String head = "POST " + path + " HTTP/1.1\r\nHost: "
                        + world.server.uri().getAuthority()
                        + "\r\nAuthorization: Bearer " + bob.id()
                        + "\r\nConnection: close\r\nTransfer-Encoding: chunked\r\n\r\n";
                socket.send(head)
                        .send(Integer.toHexString(body.length) + "\r\n")
                        .send(body)
                        .send("\r\n0\r\n\r\n");
                assertThat(socket.readToEnd())
                        .as(path)
                        .startsWith("HTTP/1.1 413")
                        .contains("\"too-large\"");
            }
        }
        assertHealthy();
    }

    private String path(Random random) {
        String id = String.valueOf(random.nextInt(4));
        return pick(
                random,
                "/sessions",
                "/sessions/" + id,
                "/sessions/%20",
                "/db/createPost",
                "/db/updatePost",
                "/db/deletePost",
                "/db/getPost",
                "/db/listPosts",
                "/db/createUser",
                "/db/create",
                "/db/createpost",
                "/db/dropPost",
                "/db/batch",
                "/db/",
                "/sync",
                "/sync?sessionId=%00",
                "/admin/schema",
                "/admin/truth",
                "/admin/truth?sessionId=" + id,
                "/admin/log?after=" + pick(random, "x", "-1", "1e9", "99999999999999999999", ""),
                "/admin/log?limit=" + pick(random, "0", "1001", "1", "NaN"),
                "/admin/connections",
                "/admin/policy/evaluate",
                "/admin/policy/explain",
                "/nope",
                "/");
    }

    /// A body that the route would take, with at most one value put wrong.
    private byte[] almostRight(Random random, String path) {
        String post = "{\"workspaceId\":1,\"authorUserId\":" + world.bob
                + ",\"title\":\"t\",\"content\":\"c\",\"published\":true}";
        String right = switch (path) {
            case "/sessions" -> "{\"userId\":1,\"role\":\"user\"}";
            case "/sync" ->
                "{\"syncCursor\":{\"tables\":{\"Post\":{\"last_seen_updated_at\":0,\"permission_hash\":\"x\"}}},"
                        + "\"pageSize\":2}";
            case "/db/createPost" -> post;
            case "/db/batch" -> "{\"operations\":[{\"operation\":\"createPost\",\"args\":" + post + "}]}";
            case "/admin/policy/evaluate" ->
                "{\"schema\":\"session { userId Int } record D { @public id Int @id }\",\"record\":\"D\","
                        + "\"operation\":\"query\",\"session\":{\"userId\":1},\"row\":{\"id\":1},\"linked\":{}}";
            case "/admin/policy/explain" ->
                "{\"session\":{\"userId\":1},\"record\":\"Post\",\"operation\":\"query\",\"id\":1}";
            default -> "{\"id\":" + random.nextInt(4) + ",\"title\":\"t\"}";
        };
        List<MatchResult> values = Pattern.compile(":(\"[^\"]*\"|[0-9]+|true)")
                .matcher(right)
                .results()
                .toList();
        if (random.nextInt(3) > 0) {
            MatchResult wrong = values.get(random.nextInt(values.size()));
            right = right.substring(0, wrong.start(1)) + value(random, 0) + right.substring(wrong.end(1));
        }
        return right.getBytes(StandardCharsets.UTF_8);
    }

    private byte[] body(Random random) {
        if (random.nextInt(8) == 0) {
            return bytes(random, 60);
        }
        String text = random.nextInt(5) == 0 ? value(random, 0) : object(random, 0);
        if (random.nextInt(6) == 0) {
            int cut = random.nextInt(text.length() + 1);
            text = text.substring(0, cut) + pick(random, "", "}", "\u0000", "\uFEFF", "/*", ",") + text.substring(cut);
        }
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private String object(Random random, int depth) {
        StringBuilder text = new StringBuilder("{");
        int count = random.nextInt(6);
        for (int index = 0; index < count; index++) {
            text.append(index == 0 ? "" : ",")
                    .append('"')
                    .append(pick(
                            random,
                            "id",
                            "title",
                            "content",
                            "published",
                            "authorUserId",
                            "workspaceId",
                            "createdAt",
                            "updatedAt",
                            "requestId",
                            "baseVersion",
                            "session",
                            "userId",
                            "role",
                            "operations",
                            "operation",
                            "args",
                            "syncCursor",
                            "tables",
                            "Post",
                            "last_seen_updated_at",
                            "permission_hash",
                            "pageSize",
                            "schema",
                            "record",
                            "row",
                            "linked",
                            "after",
                            "limit",
                            "\\u0000",
                            "__proto__"))
                    .append("\":")
                    .append(value(random, depth + 1));
        }
        return text.append('}').toString();
    }

    private String value(Random random, int depth) {
        if (depth < 5 && random.nextInt(3) == 0) {
            return random.nextBoolean()
                    ? object(random, depth)
                    : "[" + value(random, depth + 1) + "," + value(random, depth + 1) + "]";
        }
        return pick(
                random,
                "1",
                "0",
                "-1",
                "9007199254740991",
                "9007199254740992",
                "1e400",
                "1e-400",
                "123456789".repeat(60),
                "1.5",
                "true",
                "false",
                "null",
                "\"\"",
                "\"Post\"",
                "\"query\"",
                "\"createPost\"",
                "\"2026-01-31T12:00:00Z\"",
                "\"+1000000000-12-31T23:59:59Z\"",
                "\"2026-13-01\"",
                "\"\\ud800\"",
                "\"\\u0000\"",
                "\"'; DROP TABLE Post; --\"",
                "\"00000000-0000-0000-0000-000000000000\"",
                "\"session { userId Int } record D { @public id Int @id }\"",
                "{}",
                "[]");
    }

    private byte[] frame(Random random) {
        int opcode = random.nextInt(16);
        byte[] payload = random.nextBoolean() ? object(random, 0).getBytes(StandardCharsets.UTF_8) : bytes(random, 200);
        return RawSocket.frame(opcode, payload);
    }

    private static byte[] bytes(Random random, int limit) {
        byte[] bytes = new byte[random.nextInt(limit)];
        random.nextBytes(bytes);
        return bytes;
    }

    private static String pick(Random random, String... choices) {
        return choices[random.nextInt(choices.length)];
    }

    /// What was there is there, and writing works.
    private void assertHealthy() {
        assertThat(outsider.get("/health").json(200).get("status").stringValue())
                .isEqualTo("up");
        ObjectNode row = world.createPost(ann, "after it all", true);
        assertThat(outsider.db(ann, "getPost", Map.of("id", World.id(row)))
                        .json(200)
                        .get("row"))
                .isEqualTo(row);
        assertThat(outsider.get("/metrics").text()).contains("parallax_requests_failed_total 0.0");
    }
}
