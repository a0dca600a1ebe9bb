package dev.parallax.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.server.ServerConfig;
import dev.parallax.server.ServerStartException;
import dev.parallax.server.SyncServer;
import dev.parallax.server.http.Outsider.Reply;
import dev.parallax.server.http.Outsider.SignedIn;
import java.net.http.WebSocketHandshakeException;
import java.util.List;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/// Signing in and out, forged sessions, and the admin secret.
class SessionProtocolTest {
    private static final String BODY = "{\"syncCursor\":{\"tables\":{}}}";

    private final World world = new World();
    private final Outsider outsider = world.outsider;
    private final SignedIn ann = world.as(world.ann);
    private final SignedIn bob = world.as(world.bob);

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void aNewSessionIsNamedByALongSecret() {
        ObjectNode json =
                outsider.post("/sessions", "{\"userId\":3,\"role\":\"user\"}").json(201);

        assertThat(json.propertyNames()).containsExactlyInAnyOrder("sessionId", "session", "version");
        assertThat(json.get("session").toString()).isEqualTo("{\"userId\":3,\"role\":\"user\"}");
        assertThat(json.get("sessionId").stringValue()).hasSizeGreaterThanOrEqualTo(22);
    }

    @Test
    void withoutAUserIdItIsAnExistingUser() {
        ObjectNode json = outsider.post("/sessions", "{}").json(201);

        assertThat(json.get("session").get("userId").longValue()).isIn(world.ann, world.bob, world.cid);
        assertThat(json.get("session").get("role").stringValue()).isEqualTo("user");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"userId\":\"3\"}",
                "{\"userId\":3.5}",
                "{\"userId\":9007199254740992}",
                "{\"userId\":null}",
                "{\"userId\":true}",
                "{\"role\":7}",
                "{\"nope\":1}",
                "{\"userId\":{}}"
            })
    void fieldsThatDoNotFitTheSchemaAreRefused(String body) {
        ObjectNode problem = outsider.post("/sessions", body).json();

        assertThat(problem.get("status").intValue()).isIn(400, 422);
        assertThat(problem.get("code").stringValue()).isEqualTo("invalid");
    }

    @Test
    void everythingThatNeedsASessionRefusesOtherSecrets() {
        assertThat(outsider.send("DELETE", "/sessions/" + bob.id(), null).status())
                .isEqualTo(204);
        for (String bad :
                List.of("", "Bearer", "Bearer ", "Bearer nonsense", "Bearer " + bob.id(), "Basic " + ann.id())) {
            for (String path : List.of("/sync", "/db/listPosts", "/db/batch", "/db/nope")) {
                Reply reply =
                        bad.isEmpty() ? outsider.post(path, BODY) : outsider.post(path, BODY, "Authorization", bad);

                assertThat(reply.status()).as(path + " " + bad).isEqualTo(401);
                assertThat(reply.json().get("code").stringValue()).isEqualTo("auth-error");
            }
        }
        for (String query : List.of("?sessionId=", "?sessionId=nonsense", "?sessionId=" + bob.id())) {
            assertThat(handshakeStatus(query)).as(query).isEqualTo(401);
        }
        assertThat(outsider.send("PATCH", "/sessions/" + bob.id(), "{}").status())
                .isEqualTo(401);
        assertThat(outsider.send("DELETE", "/sessions/nonsense", null).status()).isEqualTo(401);
    }

    @Test
    void theSecretWorksAsAQueryParameterToo() {
        assertThat(outsider.post("/sync?sessionId=" + ann.id(), BODY).status()).isEqualTo(200);
        assertThat(outsider.post("/sync?sessionId=nonsense", BODY, "Authorization", "Bearer " + ann.id())
                        .status())
                .isEqualTo(200);
    }

    @Test
    void aSessionInABodyGrantsNothingAndMustBeTrue() {
        String lie = "{\"syncCursor\":{\"tables\":{}},\"session\":{\"userId\":" + world.bob + ",\"role\":\"user\"}}";
        String half = "{\"syncCursor\":{\"tables\":{}},\"session\":{\"role\":\"admin\"}}";
        String truth = "{\"syncCursor\":{\"tables\":{}},\"session\":{\"userId\":" + world.ann + ",\"role\":\"user\"}}";
        String[] asAnn = {"Authorization", "Bearer " + ann.id()};

        assertThat(outsider.post("/sync", lie, asAnn).status()).isEqualTo(403);
        assertThat(outsider.post("/sync", half, asAnn).status()).isEqualTo(403);
        assertThat(outsider.post("/sync", truth, asAnn).status()).isEqualTo(200);
        assertThat(outsider.post("/db/listPosts", "{\"session\":{\"role\":\"admin\"}}", asAnn)
                        .status())
                .isEqualTo(403);
        assertThat(outsider.post("/sync", truth).status()).isEqualTo(401);
    }

    @Test
    void theSecretIsInNothingThatOthersSee() {
        try (Stream ofAnn = Stream.open(outsider, ann)) {
            ofAnn.next("connected");

            assertThat(outsider.get("/admin/connections").text()).doesNotContain(ann.id());
            world.createPost(ann, "by Ann", true);
            assertThat(outsider.get("/admin/log").text()).doesNotContain(ann.id());
            assertThat(outsider.get("/metrics").text()).doesNotContain(ann.id());
        }
    }

    @Test
    void withAnAdminSecretSigningInNeedsIt() {
        try (SyncServer closed = SyncServer.start(ServerConfig.defaults()
                        .withPort(0)
                        .withSeed(null)
                        .withAdminSecret("s3cret")
                        .withHeartbeatMillis(World.HEARTBEAT_MILLIS));
                Outsider stranger = new Outsider(closed)) {
            String[] secret = {"Parallax-Admin", "s3cret"};
            assertThat(stranger.post("/sessions", "{\"userId\":1}").status()).isEqualTo(401);
            assertThat(stranger.post("/sessions", "{\"userId\":1}", "Parallax-Admin", "S3cret")
                            .status())
                    .isEqualTo(401);
            ObjectNode json =
                    stranger.post("/sessions", "{\"userId\":1}", secret).json(201);
            String id = json.get("sessionId").stringValue();
            String other = stranger.post("/sessions", "{\"userId\":2}", secret)
                    .json(201)
                    .get("sessionId")
                    .stringValue();

            assertThat(stranger.send("PATCH", "/sessions/" + id, "{\"role\":\"admin\"}")
                            .status())
                    .isEqualTo(401);
            for (String path : List.of(
                    "/admin/schema", "/admin/truth?sessionId=" + id, "/admin/log", "/admin/connections", "/metrics")) {
                assertThat(stranger.get(path).status()).as(path).isEqualTo(401);
                assertThat(stranger.get(path, secret).status()).as(path).isEqualTo(200);
            }
            assertThat(stranger.post("/admin/policy/evaluate", "{}").status()).isEqualTo(401);
            assertThat(stranger.post("/admin/policy/explain", "{}").status()).isEqualTo(401);
            assertThatThrownBy(() -> Stream.open(stranger, "")).hasCauseInstanceOf(WebSocketHandshakeException.class);
            try (Stream stream = Stream.open(stranger, "?sessionId=" + id)) {
                stream.next("connected");
            }
            assertThat(stranger.send("DELETE", "/sessions/" + other, null, "Authorization", "Bearer " + id)
                            .status())
                    .isEqualTo(401);
            assertThat(stranger.send("DELETE", "/sessions/" + id, null, "Authorization", "Bearer " + id)
                            .status())
                    .isEqualTo(204);
            assertThat(stranger.get("/health").status()).isEqualTo(200);
        }
    }

    @Test
    void anAddressThatOthersReachNeedsAnAdminSecret() {
        assertThatThrownBy(() ->
                        SyncServer.start(ServerConfig.defaults().withPort(0).withHost("0.0.0.0")))
                .isInstanceOf(ServerStartException.class)
                .hasMessageContaining("admin secret");
    }

    @Test
    void changingFieldsAnswersWithThemAll() {
        ObjectNode json = outsider.send("PATCH", "/sessions/" + ann.id(), "{\"role\":\"admin\"}")
                .json(200);

        assertThat(json.get("sessionId").stringValue()).isEqualTo(ann.id());
        assertThat(json.get("session").toString()).isEqualTo("{\"userId\":" + world.ann + ",\"role\":\"admin\"}");
    }

    private int handshakeStatus(String query) {
        try (Stream stream = Stream.open(outsider, query)) {
            throw new AssertionError("the socket opened: " + stream.next());
        } catch (CompletionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused) {
                return refused.getResponse().statusCode();
            }
            throw e;
        }
    }
}
