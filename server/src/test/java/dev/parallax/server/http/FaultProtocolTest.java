package dev.parallax.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.server.http.Outsider.Reply;
import dev.parallax.server.http.Outsider.SignedIn;
import dev.parallax.wire.Json;
import java.io.IOException;
import java.net.Socket;
import java.net.http.WebSocketHandshakeException;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FaultProtocolTest {
    private final World world = new World();
    private final SignedIn ann = world.as(world.ann);

    @AfterEach
    void close() {
        world.close();
    }

    private Reply fault(String body) {
        return world.outsider.post("/admin/faults", body);
    }

    private Reply sync() {
        return world.outsider.post("/sync", "{\"syncCursor\":{\"tables\":{}}}", "Authorization", "Bearer " + ann.id());
    }

    @Test
    void deltaThatFailsIsToldAsSyncErrorAsOftenAsAskedFor() {
        assertThat(fault("{\"fault\":\"delta-error\",\"table\":\"Post\",\"times\":2}")
                        .json(200)
                        .at("/deltaErrors/Post")
                        .intValue())
                .isEqualTo(2);
        for (int time = 0; time < 2; time++) {
            assertThat(sync().json(500).get("code").stringValue()).isEqualTo("sync-error");
        }
        sync().json(200);
        assertThat(world.outsider.get("/admin/faults").json(200).get("deltaErrors"))
                .isEmpty();
    }

    @Test
    void stoppedBroadcastReachesNobodyUntilEverybodyMustCatchUp() {
        try (Stream stream = Stream.open(world.outsider, ann)) {
            stream.next("connected");
            fault("{\"fault\":\"stop-broadcasting\",\"on\":true}").json(200);
            long hidden = World.version(world.createPost(ann, "unheard", true));
            // Whoever was told a later version would take it for its cursor, and never hear of what it missed.
            for (int beat = 0; beat < 3; beat++) {
                assertThat(stream.next().get("type").stringValue()).isEqualTo("heartbeat");
            }
            fault("{\"fault\":\"stop-broadcasting\",\"on\":false}").json(200);
            assertThat(stream.everything().lines())
                    .filteredOn(text -> text.contains("\"heartbeat\""))
                    .isNotEmpty()
                    .allSatisfy(text -> assertThat(
                                    Json.parseObject(text).get("version").longValue())
                            .isLessThan(hidden));
            assertThat(stream.next("syncRequired").get("reason").stringValue()).isEqualTo("restart");
            world.createPost(ann, "heard", true);
            assertThat(stream.next("delta").toString()).contains("heard");
        }
    }

    @Test
    void refusedConnectionsAreToldToComeBack() {
        fault("{\"fault\":\"refuse-connections\",\"on\":true}").json(200);
        assertThatThrownBy(() -> Stream.open(world.outsider, ann))
                .cause()
                .isInstanceOfSatisfying(
                        WebSocketHandshakeException.class,
                        refusal ->
                                assertThat(refusal.getResponse().statusCode()).isEqualTo(503));
        fault("{\"fault\":\"none\"}").json(200);
        try (Stream stream = Stream.open(world.outsider, ann)) {
            stream.next("connected");
        }
    }

    @Test
    void cutConnectionBreaksAndOthersStay() {
        try (Stream first = Stream.open(world.outsider, ann)) {
            first.next("connected");
            long id = world.outsider
                    .get("/admin/connections")
                    .json(200)
                    .at("/connections/0/id")
                    .longValue();
            try (Stream second = Stream.open(world.outsider, ann)) {
                second.next("connected");
                fault("{\"fault\":\"cut\",\"connection\":" + id + "}").json(200);
                assertThat(first.broke()).isTrue();
                world.createPost(ann, "still here", true);
                assertThat(second.next("delta").toString()).contains("still here");
                fault("{\"fault\":\"cut\",\"connection\":" + id + "}").json(404);
            }
        }
    }

    @Test
    void restartedServerIsGoneForAWhileAndComesBackOnItsPort() {
        try (Stream stream = Stream.open(world.outsider, ann)) {
            stream.next("connected");
            world.createPost(ann, "kept", true);
            fault("{\"fault\":\"restart\",\"downMillis\":200}").json(200);
            assertThat(stream.broke()).isTrue();
        }
        Awaitility.await().until(() -> !accepts());
        Awaitility.await().until(this::accepts);
        assertThat(sync().json(200).at("/tables/Post/rows/0/title").stringValue())
                .isEqualTo("kept");
    }

    private boolean accepts() {
        try (Socket socket = new Socket("127.0.0.1", world.server.port())) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    @Test
    void whatMakesNoSenseIsRefusedWithASentence() {
        assertThat(fault("{\"fault\":\"gremlins\"}").json(400).get("detail").stringValue())
                .startsWith("`fault` must be one of `cut`, `delta-error`");
        assertThat(fault("{\"fault\":\"none\",\"on\":true}")
                        .json(400)
                        .get("detail")
                        .stringValue())
                .isEqualTo("`on` does not belong to the fault `none`");
        fault("{\"fault\":\"delta-error\",\"table\":\"Ghost\"}").json(404);
        fault("{\"fault\":\"delta-error\",\"table\":\"Post\",\"times\":-1}").json(400);
        fault("{\"fault\":\"restart\",\"downMillis\":600000}").json(400);
    }
}
