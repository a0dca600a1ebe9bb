package dev.parallax.fleet;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.client.Dialect;
import dev.parallax.client.Status;
import dev.parallax.oracle.Oracle;
import dev.parallax.server.ServerConfig;
import dev.parallax.server.SyncServer;
import dev.parallax.wire.Json;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Callable;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.node.ObjectNode;

/// What somebody else does to a client's session, and to the policy, reaches a client of every dialect.
class FollowedFromOutsideTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final long USER = 3;

    private SyncServer server;
    private Fleet fleet;
    private Oracle oracle;
    private FleetClient client;

    @BeforeEach
    void start() {
        ServerConfig config = ServerConfig.defaults();
        server = SyncServer.start(config.withPort(0)
                .withSeed(null)
                .withHeartbeatMillis(1_000)
                .withStreams(config.streams().withHeartbeatMillis(1_000).withWindowMillis(50)));
        SmallWorld.fill(server.inspection());
        fleet = fleet(Dialect.CURSOR);
        oracle = new Oracle(fleet::subjects, server.inspection());
        client = add();
    }

    @AfterEach
    void stop() {
        oracle.close();
        fleet.close();
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void anotherRoleAndAnotherUser(Dialect dialect) throws Exception {
        join(dialect);
        int before = posts();
        change(Json.object().put("role", "admin"));
        untilSession("role", "admin");
        converge();
        assertThat(posts()).isGreaterThan(before);
        change(Json.object().put("role", "user").put("userId", 4));
        untilSession("userId", 4L);
        converge();
        assertThat(posts()).isLessThan(SmallWorld.POSTS);
    }

    @ParameterizedTest
    @EnumSource
    void anotherRoleWhileTheClientIsOffline(Dialect dialect) throws Exception {
        join(dialect);
        client.goOffline();
        until(() -> client.snapshot().status() == Status.OFFLINE);
        change(Json.object().put("role", "admin"));
        client.goOnline();
        untilSession("role", "admin");
        converge();
    }

    @ParameterizedTest
    @EnumSource
    void theSessionsEnd(Dialect dialect) throws Exception {
        join(dialect);
        send("DELETE", "/sessions/" + client.sessionId(), Json.object());
        until(() -> client.snapshot().status() == Status.AUTH_ERROR);
    }

    @ParameterizedTest
    @EnumSource
    void anotherPolicyAndANewField(Dialect dialect) throws Exception {
        join(dialect);
        int before = posts();
        String source = server.inspection().schema().source();
        String closed = source.replace("published == True", "published == False");
        put(closed);
        until(() -> posts() != before);
        converge();
        put(closed.replace("content ", "mood String?\n    content "));
        until(() -> client.snapshot().table("Post").synced().getFirst().shape().indexOf("mood") >= 0);
        converge();
        put(source.replace("published == True", "published == True, published == False"), true);
        until(() -> client.snapshot().table("Post").synced().getFirst().shape().indexOf("mood") < 0);
        converge();
        assertThat(posts()).isGreaterThan(before);
    }

    private int posts() {
        return client.snapshot().table("Post").synced().size();
    }

    private void join(Dialect dialect) {
        oracle.close();
        fleet.close();
        fleet = fleet(dialect);
        oracle = new Oracle(fleet::subjects, server.inspection());
        client = add();
        converge();
    }

    private Fleet fleet(Dialect dialect) {
        FleetConfig config = FleetConfig.defaults()
                .withDialects(List.of(dialect))
                .withHeartbeatMillis(1_000)
                .withStreamHeartbeatMillis(1_000);
        return new Fleet(config, server.uri(), server.inspection());
    }

    private FleetClient add() {
        return fleet.add(List.of(new FleetMember(USER, "user")))
                .completion()
                .join()
                .getFirst();
    }

    private void change(ObjectNode fields) throws Exception {
        send("PATCH", "/sessions/" + client.sessionId(), fields);
    }

    private void put(String source) throws Exception {
        put(source, false);
    }

    private void put(String source, boolean dropData) throws Exception {
        send("PUT", "/admin/schema", Json.object().put("source", source).put("dropData", dropData));
    }

    private void send(String method, String path, ObjectNode body) throws IOException, InterruptedException {
        try (HttpClient http = HttpClient.newHttpClient()) {
            int status = http.send(
                            HttpRequest.newBuilder(server.uri().resolve(path))
                                    .header("Content-Type", "application/json")
                                    .method(method, BodyPublishers.ofString(Json.text(body)))
                                    .build(),
                            BodyHandlers.ofString())
                    .statusCode();
            assertThat(status).isBetween(200, 204);
        }
    }

    private void untilSession(String field, Object value) {
        until(() -> value.equals(client.snapshot().session().get(field)));
    }

    private void converge() {
        assertThat(oracle.convergence(PATIENCE).join().unconverged()).isEmpty();
        assertThat(oracle.checkNow().clean()).isTrue();
    }

    private static void until(Callable<Boolean> holds) {
        Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(5)).until(holds);
    }
}
