package dev.parallax.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.server.front.StreamSettings;
import dev.parallax.server.http.EventStream.Event;
import dev.parallax.server.http.Outsider.SignedIn;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The streams of dialect 2 as an outsider sees them.
class HeartbeatProtocolTest {
    private static final String PATH = "/heartbeatSync";
    private static final String SECRET = "zebra-crossing-at-midnight";

    private final World world =
            new World(config -> config.withStreams(StreamSettings.DEFAULT.withHeartbeatMillis(World.HEARTBEAT_MILLIS)));
    private final Outsider outsider = world.outsider;
    private final SignedIn ann = world.as(world.ann);
    private final SignedIn bob = world.as(world.bob);

    @AfterEach
    void stop() {
        world.close();
    }

    @Test
    void aStreamBeginsWithEveryTableThenIsCompleteThenFollows() {
        ObjectNode before = world.createPost(ann, "Before", true);
        try (EventStream stream = EventStream.post(outsider, bob, PATH, "{\"lastSyncTimestamps\":{}}")) {
            assertThat(stream.contentType()).isEqualTo("text/event-stream; charset=utf-8");
            assertThat(stream.header("Cache-Control")).isEqualTo("no-store");
            assertThat(stream.header("X-Accel-Buffering")).isEqualTo("no");
            List<Event> delta = stream.until("delta-complete");
            Event posts = delta.stream()
                    .filter(event -> event.data().path("table").asString("").equals("Post"))
                    .findFirst()
                    .orElseThrow();
            assertThat(posts.name()).isEqualTo("delta");
            assertThat(posts.data().propertyNames()).contains("table", "upserts", "deletes", "timestamp", "reset");
            assertThat(posts.data().get("upserts").get(0)).isEqualTo(before);
            JsonNode timestamps = delta.getLast().data().get("timestamps");
            assertThat(timestamps.propertyNames()).containsExactly("User", "Workspace", "Membership", "Post");
            assertThat(timestamps.get("Post").longValue()).isGreaterThanOrEqualTo(World.version(before));

            ObjectNode created = world.createPost(ann, "After", true);
            Event upsert = stream.next("upsert");
            assertThat(upsert.data().propertyNames()).containsExactly("table", "row", "timestamp");
            assertThat(upsert.text("table")).isEqualTo("Post");
            assertThat(upsert.data().get("row")).isEqualTo(created);
            assertThat(upsert.timestamp()).isEqualTo(World.version(created));
            assertThat(upsert.id()).isEqualTo(String.valueOf(World.version(created)));

            long version = outsider.delete(ann, "Post", World.id(created));
            Event delete = stream.next("delete");
            assertThat(delete.data().propertyNames()).containsExactly("table", "id", "timestamp");
            assertThat(delete.data().get("id").longValue()).isEqualTo(World.id(created));
            assertThat(delete.timestamp()).isEqualTo(version);
            assertThat(stream.next("heartbeat").timestamp()).isGreaterThanOrEqualTo(version);
        }
    }

    @Test
    void deltasComeInChunksAndGoOnAfterTheLastThatWasSaved() {
        IntStream.range(0, 7).forEach(index -> world.createPost(ann, "Post " + index, true));
        HeartbeatMirror mirror = new HeartbeatMirror();
        SignedIn reader = world.as(world.cid);
        try (EventStream stream = mirror.connect(outsider, reader, 3)) {
            Event first = stream.next("delta");
            while (!first.text("table").equals("Post")) {
                mirror.apply(first);
                first = stream.next("delta");
            }
            mirror.apply(first);
            assertThat(first.data().get("upserts")).hasSize(3);
            assertThat(first.data().get("reset").booleanValue()).isTrue();
        }
        List<Event> rest;
        try (EventStream stream = mirror.connect(outsider, reader, 3)) {
            rest = stream.until("delta-complete");
        }
        rest.forEach(mirror::apply);

        assertThat(rest.stream().filter(event -> event.name().equals("delta")).map(event -> event.text("table")))
                .containsOnly("Post");
        assertThat(rest.stream().filter(event -> event.name().equals("delta")))
                .allSatisfy(event ->
                        assertThat(event.data().get("reset").booleanValue()).isFalse());
        assertThat(mirror.rows("Post").values())
                .extracting(row -> row.get("title").stringValue())
                .containsExactly("Post 0", "Post 1", "Post 2", "Post 3", "Post 4", "Post 5", "Post 6");
        assertThat(mirror.filled()).isEqualTo(Mirror.truth(outsider, reader));
    }

    @Test
    void lastEventIdStandsForEveryTableThatIsNotNamed() {
        ObjectNode seen = world.createPost(ann, "Seen", true);
        String id;
        try (EventStream stream = EventStream.get(outsider, bob, PATH)) {
            stream.until("delta-complete");
            id = stream.next("heartbeat").id();
        }
        ObjectNode missed = world.createPost(ann, "Missed", true);
        outsider.delete(ann, "Post", World.id(seen));

        try (EventStream stream = EventStream.get(outsider, bob, PATH, "Last-Event-ID", id)) {
            List<Event> events = stream.until("delta-complete");

            assertThat(events).hasSize(2);
            ObjectNode delta = events.getFirst().data();
            assertThat(delta.get("upserts").valueStream()).containsExactly(missed);
            assertThat(delta.get("deletes").toString()).isEqualTo("[" + World.id(seen) + "]");
            assertThat(delta.get("reset").booleanValue()).isFalse();
        }
    }

    @Test
    void idsInTheMiddleOfADeltaSpareNoTableThatHasNotComeYet() {
        world.createPost(ann, "Hello", true);
        String id;
        try (EventStream stream = EventStream.get(outsider, bob, PATH)) {
            id = stream.next("delta").id();
        }
        HeartbeatMirror mirror = new HeartbeatMirror();
        try (EventStream stream = EventStream.get(outsider, bob, PATH, "Last-Event-ID", id)) {
            stream.until("delta-complete").forEach(mirror::apply);
        }

        assertThat(mirror.filled()).isEqualTo(Mirror.truth(outsider, bob));
    }

    @Test
    void whoeverGoesOnInTheMiddleOfABatchGetsTheRestOfIt() {
        HeartbeatMirror mirror = new HeartbeatMirror();
        try (EventStream stream = mirror.connect(outsider, bob, 100)) {
            stream.until("delta-complete").forEach(mirror::apply);
            outsider.batch(
                    ann,
                    IntStream.range(0, 5)
                            .mapToObj(index -> Map.of("operation", "createPost", "args", (Object)
                                    world.post(world.ann, "Batch " + index, true)))
                            .toList());
            mirror.apply(stream.next("upsert"));
            mirror.apply(stream.next("upsert"));
        }
        assertThat(mirror.rows("Post")).hasSize(2);
        try (EventStream stream = mirror.connect(outsider, bob, 100)) {
            stream.until("delta-complete").forEach(mirror::apply);
        }

        assertThat(mirror.rows("Post")).hasSize(5);
        assertThat(mirror.filled()).isEqualTo(Mirror.truth(outsider, bob));
    }

    @Test
    void whatASessionMayNotSeeCausesNoEventAndNoByte() {
        try (EventStream stream = EventStream.get(outsider, bob, PATH)) {
            stream.until("delta-complete");
            ObjectNode hidden = world.createPost(ann, SECRET, false);
            outsider.update(ann, "Post", World.id(hidden), Map.of("content", SECRET));
            long version = outsider.delete(ann, "Post", World.id(hidden));

            assertThat(stream.untilBeat(version)).isEmpty();
            assertThat(stream.everything()).doesNotContain(SECRET);
        }
    }

    @Test
    void aChangeOfRoleIsFollowedOnTheSameStream() {
        world.createPost(ann, "Hidden", false);
        HeartbeatMirror mirror = new HeartbeatMirror();
        try (EventStream stream = mirror.connect(outsider, bob, 100)) {
            stream.until("delta-complete").forEach(mirror::apply);
            assertThat(mirror.rows("Post")).isEmpty();

            outsider.patch(bob, Map.of("role", "admin"));

            Event resync = stream.next("resync");
            assertThat(resync.data().get("tables").toString()).isEqualTo("[\"Post\"]");
            List<Event> delta = stream.until("delta-complete");
            assertThat(delta.getFirst().data().get("reset").booleanValue()).isTrue();
            delta.forEach(mirror::apply);
            assertThat(delta.getLast().data().path("session").path("role").stringValue())
                    .isEqualTo("admin");
            assertThat(mirror.filled()).isEqualTo(Mirror.truth(outsider, bob));

            outsider.patch(bob, Map.of("role", "user"));
            stream.next("resync");
            stream.until("delta-complete").forEach(mirror::apply);
            assertThat(mirror.filled()).isEqualTo(Mirror.truth(outsider, bob));
        }
    }

    @Test
    void timestampsFromBeforeAChangeOfRoleStartAnewForWhatItConcerns() {
        world.createPost(ann, "Hidden", false);
        HeartbeatMirror mirror = new HeartbeatMirror();
        try (EventStream stream = mirror.connect(outsider, bob, 100)) {
            stream.until("delta-complete").forEach(mirror::apply);
        }
        outsider.patch(bob, Map.of("role", "admin"));
        try (EventStream stream = mirror.connect(outsider, bob, 100)) {
            stream.until("delta-complete").forEach(mirror::apply);
        }

        assertThat(mirror.rows("Post")).hasSize(1);
        assertThat(mirror.filled()).isEqualTo(Mirror.truth(outsider, bob));
    }

    @Test
    void anotherSessionOfTheSameUserGoesOnWithItsPermissionHashes() {
        world.createPost(ann, "Seen", true);
        ObjectNode complete;
        try (EventStream stream = EventStream.get(outsider, bob, PATH)) {
            complete = stream.next("delta-complete").data();
        }
        SignedIn again = world.as(world.bob);
        ObjectNode body = Outsider.MAPPER.createObjectNode();
        body.set("lastSyncTimestamps", complete.get("timestamps"));
        body.set("permissionHashes", complete.get("permissionHashes"));
        try (EventStream stream = EventStream.post(outsider, again, PATH, body.toString())) {
            assertThat(stream.until("delta-complete")).hasSize(1);
        }
    }

    @Test
    void whenTheSessionEndsTheStreamSaysSoAndEnds() {
        try (EventStream stream = EventStream.get(outsider, bob, PATH)) {
            stream.until("delta-complete");

            outsider.end(bob);

            List<Event> events = stream.untilEnd();
            assertThat(events.getLast().name()).isEqualTo("error");
            assertThat(events.getLast().text("status")).isEqualTo("auth-error");
        }
    }

    @Test
    void aTableWhoseDeltaFailsAbortsTheStream() {
        outsider.post("/admin/faults", "{\"fault\":\"delta-error\",\"table\":\"Post\",\"times\":1}")
                .json(200);
        try (EventStream stream = EventStream.get(outsider, bob, PATH)) {
            Event last = stream.untilEnd().getLast();

            assertThat(last.name()).isEqualTo("error");
            assertThat(last.text("status")).isEqualTo("sync-error");
            assertThat(last.text("table")).isEqualTo("Post");
            assertThat(last.text("message")).isNotEmpty();
        }
        try (EventStream stream = EventStream.get(outsider, bob, PATH)) {
            stream.next("delta-complete");
        }
    }

    @Test
    void requestsThatMakeNoSenseAreRefusedBeforeTheStream() {
        String bearer = "Bearer " + bob.id();
        assertThat(outsider.get(PATH).json(401).get("code").stringValue()).isEqualTo("auth-error");
        assertThat(outsider.get(PATH, "Authorization", "Bearer nonsense").status())
                .isEqualTo(401);
        for (String body : List.of(
                "",
                "[]",
                "{\"lastSyncTimestamps\":[]}",
                "{\"lastSyncTimestamps\":{\"Post\":\"now\"}}",
                "{\"chunkSize\":0}",
                "{\"chunkSize\":1001}",
                "{\"permissionHashes\":{\"Post\":1}}")) {
            assertThat(outsider.post(PATH, body, "Authorization", bearer).status())
                    .as(body)
                    .isEqualTo(400);
        }
        assertThat(outsider.get(PATH + "?chunkSize=x", "Authorization", bearer).status())
                .isEqualTo(400);
        assertThat(outsider.get(PATH + "?lastSyncTimestamps=x", "Authorization", bearer)
                        .status())
                .isEqualTo(400);
        assertThat(outsider.get(PATH, "Authorization", bearer, "Last-Event-ID", "x")
                        .status())
                .isEqualTo(400);
        assertThat(outsider.send("HEAD", PATH, null, "Authorization", bearer).status())
                .isEqualTo(405);
        assertThat(outsider.send("DELETE", PATH, null, "Authorization", bearer).status())
                .isEqualTo(405);
        assertThat(outsider.post(PATH, "{\"session\":{\"userId\":99}}", "Authorization", bearer)
                        .status())
                .isEqualTo(403);
    }

    @Test
    void tablesThatThereAreNotBlockNobody() {
        String body = "{\"lastSyncTimestamps\":{\"Gone\":17,\"Post\":null}}";
        try (EventStream stream = EventStream.post(outsider, bob, PATH, body)) {
            assertThat(stream.next("delta-complete").data().get("timestamps").propertyNames())
                    .doesNotContain("Gone");
        }
    }

    @Test
    void streamsStandAmongTheConnections() {
        try (EventStream stream = EventStream.get(outsider, bob, PATH + "?sessionId=" + bob.id())) {
            stream.next("delta-complete");
            JsonNode connection = outsider.get("/admin/connections")
                    .json(200)
                    .get("connections")
                    .get(0);
            assertThat(connection.get("dialect").stringValue()).isEqualTo("heartbeat");
            assertThat(connection.get("session")).isEqualTo(bob.session());
            assertThat(connection.get("queueMessages").longValue()).isZero();
        }
    }

    @Test
    void whenTheServerStopsStreamsEnd() {
        List<EventStream> streams = new ArrayList<>();
        for (int index = 0; index < 3; index++) {
            streams.add(EventStream.get(outsider, bob, PATH));
            streams.getLast().until("delta-complete");
        }
        world.server.close();

        streams.forEach(stream ->
                assertThat(stream.untilEnd()).noneMatch(event -> event.name().equals("error")));
    }
}
