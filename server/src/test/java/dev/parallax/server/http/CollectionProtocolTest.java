package dev.parallax.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.server.front.StreamSettings;
import dev.parallax.server.http.EventStream.Event;
import dev.parallax.server.http.Outsider.SignedIn;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The calls and streams of dialect 4 as an outsider sees them.
class CollectionProtocolTest {
    private static final String SECRET = "zebra-crossing-at-midnight";

    private final World world =
            new World(config -> config.withStreams(StreamSettings.DEFAULT.withHeartbeatMillis(World.HEARTBEAT_MILLIS)));
    private final Outsider outsider = world.outsider;
    private final SignedIn ann = world.as(world.ann);
    private final SignedIn bob = world.as(world.bob);
    private final CollectionMirror mirror = new CollectionMirror("Post");

    @AfterEach
    void stop() {
        world.close();
    }

    private Outsider.Reply rpc(SignedIn who, String call, String body) {
        return outsider.post("/rpc/" + call, body, "Authorization", "Bearer " + who.id());
    }

    private String items(Object... items) {
        return Outsider.MAPPER
                .createObjectNode()
                .set("items", Outsider.MAPPER.valueToTree(items))
                .toString();
    }

    @Test
    void aSnapshotComesAsInsertsOneCommitAndReady() {
        ObjectNode row = world.createPost(ann, "Hello", true);
        world.createPost(ann, SECRET, false);
        try (EventStream stream = mirror.connect(outsider, bob)) {
            assertThat(stream.contentType()).isEqualTo("application/x-ndjson");
            List<Event> lines = stream.until("ready");

            assertThat(lines).extracting(Event::name).containsExactly("insert", "commit", "ready");
            ObjectNode insert = lines.getFirst().data();
            assertThat(insert.propertyNames()).containsExactly("type", "key", "value", "version");
            assertThat(insert.get("key").longValue()).isEqualTo(World.id(row));
            assertThat(insert.get("value")).isEqualTo(row);
            assertThat(insert.get("version").longValue()).isEqualTo(World.version(row));
            assertThat(lines.get(1).data().get("version").longValue()).isGreaterThanOrEqualTo(World.version(row));
            assertThat(stream.everything()).doesNotContain(SECRET);
        }
    }

    @Test
    void eachTransactionIsItsLinesAndACommit() {
        try (EventStream stream = mirror.connect(outsider, bob)) {
            stream.until("ready").forEach(mirror::apply);
            ObjectNode batch = outsider.batch(
                    ann,
                    List.of(
                            Map.of("operation", "createPost", "args", world.post(world.ann, "One", true)),
                            Map.of("operation", "createPost", "args", world.post(world.ann, SECRET, false)),
                            Map.of("operation", "createPost", "args", world.post(world.ann, "Two", true))));
            List<Event> lines = stream.until("commit").stream()
                    .filter(line -> !line.name().equals("heartbeat"))
                    .toList();
            assertThat(lines).extracting(Event::name).containsExactly("insert", "insert", "commit");
            assertThat(lines.getLast().data().get("version")).isEqualTo(batch.get("version"));
            lines.forEach(mirror::apply);

            long id = batch.get("results").get(0).get("id").longValue();
            outsider.update(ann, "Post", id, Map.of("title", "Changed"));
            assertThat(stream.next("update").data().get("value").get("title").stringValue())
                    .isEqualTo("Changed");
            outsider.update(ann, "Post", id, Map.of("published", false));
            Event gone = stream.next("delete");
            assertThat(gone.data().propertyNames()).containsExactly("type", "key", "version");
            assertThat(gone.data().get("key").longValue()).isEqualTo(id);
            assertThat(stream.everything()).doesNotContain(SECRET);
        }
    }

    @Test
    void whoeverComesBackGetsWhatChangedSince() {
        ObjectNode kept = world.createPost(ann, "Kept", true);
        ObjectNode gone = world.createPost(ann, "Gone", true);
        try (EventStream stream = mirror.connect(outsider, bob)) {
            stream.until("ready").forEach(mirror::apply);
        }
        outsider.update(ann, "Post", World.id(kept), Map.of("title", "Changed"));
        outsider.delete(ann, "Post", World.id(gone));
        world.createPost(ann, "New", true);
        try (EventStream stream = mirror.connect(outsider, bob)) {
            List<Event> lines = stream.until("ready");
            assertThat(lines).extracting(Event::name).containsExactly("delete", "insert", "update", "commit", "ready");
            lines.forEach(mirror::apply);
        }
        assertThat(mirror.rows).isEqualTo(mirror.truth(outsider, bob));
        assertThat(mirror.truncations).isZero();
    }

    @Test
    void aVersionThatDoesNotStandLeadsToATruncateAndASnapshot() {
        world.createPost(ann, "Hidden", false);
        try (EventStream stream = mirror.connect(outsider, bob)) {
            stream.until("ready").forEach(mirror::apply);
            assertThat(mirror.rows).isEmpty();

            outsider.patch(bob, Map.of("role", "admin"));
            List<Event> lines = stream.until("ready");
            lines.forEach(mirror::apply);
            assertThat(lines.stream().map(Event::name).filter(name -> !name.equals("heartbeat")))
                    .containsExactly("truncate", "insert", "commit", "ready");
        }
        outsider.patch(bob, Map.of("role", "user"));
        try (EventStream stream = mirror.connect(outsider, bob)) {
            stream.until("ready").forEach(mirror::apply);
        }
        assertThat(mirror.truncations).isEqualTo(2);
        assertThat(mirror.rows).isEmpty();
    }

    @Test
    void withoutASnapshotOnlyNewsCome() {
        world.createPost(ann, "Old", true);
        try (EventStream stream = EventStream.post(outsider, bob, "/rpc/PostSync", "{\"snapshot\":false}")) {
            assertThat(stream.next().name()).isEqualTo("ready");
            ObjectNode row = world.createPost(ann, "New", true);
            assertThat(stream.next("insert").data().get("value")).isEqualTo(row);
        }
    }

    @Test
    void aTopicIsFollowedByWhoeverMaySeeIt() {
        ObjectNode here = world.createPost(ann, "Here", true);
        Map<String, Object> elsewhere = world.post(world.ann, "There", true);
        elsewhere.put("workspaceId", world.workspace("There"));
        outsider.create(ann, "Post", elsewhere);
        String topic = "{\"snapshot\":true,\"topic\":" + world.workspace + "}";
        SignedIn reader = world.admin;
        member(0);
        try (EventStream stream = EventStream.post(outsider, reader, "/rpc/PostSync", topic)) {
            List<Event> lines = stream.until("ready");
            assertThat(lines).extracting(Event::name).containsExactly("insert", "commit", "ready");
            assertThat(lines.getFirst().data().get("value")).isEqualTo(here);

            outsider.update(ann, "Post", World.id(here), Map.of("workspaceId", elsewhere.get("workspaceId")));
            assertThat(stream.next("delete").data().get("key").longValue()).isEqualTo(World.id(here));
        }
        assertThat(rpc(reader, "PostCollection", topic).json(200).get("items")).isEmpty();
        assertThat(rpc(reader, "PostCollection", "{\"topic\":4711}").status()).isEqualTo(404);
        assertThat(rpc(reader, "PostSync", "{\"topic\":4711}").status()).isEqualTo(404);
        assertThat(rpc(reader, "UserCollection", "{\"topic\":1}").status()).isEqualTo(404);
        assertThat(rpc(reader, "PostCollection", "{\"topic\":\"seven\"}").status())
                .isEqualTo(400);
    }

    /// Workspaces are for their members only.
    private void member(long userId) {
        outsider.createUnseen(world.admin, "Membership", Map.of("workspaceId", world.workspace, "userId", userId));
    }

    @Test
    void aCollectionIsEverythingAndAVersionToFollowFrom() {
        world.createPost(ann, "One", true);
        world.createPost(ann, SECRET, false);
        ObjectNode collection = rpc(bob, "PostCollection", "{}").json(200);
        assertThat(collection.propertyNames()).containsExactly("items", "version");
        assertThat(collection.get("items")).hasSize(1);
        collection.get("items").forEach(row -> mirror.rows.put(row.get("id").longValue(), (ObjectNode) row));
        mirror.version = collection.get("version").longValue();
        world.createPost(ann, "Two", true);
        try (EventStream stream = mirror.connect(outsider, bob)) {
            stream.until("ready").forEach(mirror::apply);
        }
        assertThat(mirror.rows).hasSize(2).isEqualTo(mirror.truth(outsider, bob));
        assertThat(mirror.truncations).isZero();
    }

    @Test
    void writesHappenWholeOrNotAtAllAndOnlyOnce() {
        Map<String, Object> first = world.post(world.ann, "One", true);
        first.put("id", -1);
        ObjectNode inserted = rpc(ann, "PostInsert", items(first, world.post(world.ann, "Two", true)))
                .json(200);
        assertThat(inserted.propertyNames()).containsExactly("items", "version");
        assertThat(inserted.get("items")).hasSize(2);
        long one = inserted.get("items").get(0).get("id").longValue();
        long two = inserted.get("items").get(1).get("id").longValue();
        assertThat(inserted.get("version"))
                .isEqualTo(inserted.get("items").get(1).get("updatedAt"));

        String update =
                "{\"items\":[{\"id\":" + one + ",\"title\":\"Uno\"}],\"requestId\":\"" + UUID.randomUUID() + "\"}";
        ObjectNode updated = rpc(ann, "PostUpdate", update).json(200);
        assertThat(updated.get("items").get(0).get("title").stringValue()).isEqualTo("Uno");
        assertThat(rpc(ann, "PostUpdate", update).json(200)).isEqualTo(updated);

        Outsider.Reply refused =
                rpc(ann, "PostUpdate", items(Map.of("id", one, "title", "Ein"), Map.of("id", two, "tite", "Zwei")));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().get("errors").get(0).get("path").stringValue())
                .isEqualTo("items[1].tite");
        assertThat(rpc(bob, "PostDelete", items(Map.of("id", one))).status()).isEqualTo(403);

        ObjectNode deleted =
                rpc(ann, "PostDelete", items(Map.of("id", one), two)).json(200);
        assertThat(deleted.get("items").toString()).isEqualTo("[{\"id\":" + one + "},{\"id\":" + two + "}]");
        assertThat(mirror.truth(outsider, ann)).isEmpty();
    }

    @Test
    void requestsThatMakeNoSenseAreRefused() {
        assertThat(outsider.post("/rpc/PostSync", "{}").status()).isEqualTo(401);
        assertThat(rpc(bob, "NothingSync", "{}").status()).isEqualTo(404);
        assertThat(rpc(bob, "NothingCollection", "{}").status()).isEqualTo(404);
        assertThat(rpc(bob, "NothingInsert", items(1)).status()).isEqualTo(404);
        assertThat(rpc(bob, "PostNonsense", "{}").status()).isEqualTo(404);
        for (String body : List.of("", "[]", "{\"snapshot\":1}", "{\"since\":\"now\"}", "{\"since\":-1}")) {
            assertThat(rpc(bob, "PostSync", body).status()).as(body).isEqualTo(400);
        }
        for (String body :
                List.of("{}", "{\"items\":{}}", "{\"items\":[]}", "{\"items\":[7]}", "{\"items\":[{}],\"x\":1}")) {
            assertThat(rpc(bob, "PostInsert", body).status()).as(body).isEqualTo(400);
        }
        String many = "{\"items\":[" + "{},".repeat(1_000) + "{}]}";
        assertThat(rpc(bob, "PostInsert", many).status()).isEqualTo(413);
        assertThat(outsider.get("/rpc/PostSync", "Authorization", "Bearer " + bob.id())
                        .status())
                .isEqualTo(405);
    }

    @Test
    void whenTheSessionEndsTheStreamSaysSoAndEnds() {
        try (EventStream stream = mirror.connect(outsider, bob)) {
            stream.until("ready");

            outsider.end(bob);

            Event last = stream.untilEnd().getLast();
            assertThat(last.name()).isEqualTo("error");
            assertThat(last.text("code")).isEqualTo("auth-error");
        }
    }

    @Test
    void whatASessionMayNotSeeCausesNoLineAndNoByte() {
        try (EventStream stream = mirror.connect(outsider, bob)) {
            stream.until("ready");
            ObjectNode hidden = world.createPost(ann, SECRET, false);
            outsider.update(ann, "Post", World.id(hidden), Map.of("content", SECRET));
            long version = outsider.delete(ann, "Post", World.id(hidden));

            assertThat(stream.untilBeat(version)).isEmpty();
            assertThat(stream.everything()).doesNotContain(SECRET);
        }
    }

    @Test
    void aConnectionIsShownWithItsDialect() {
        try (EventStream stream = mirror.connect(outsider, bob)) {
            stream.until("ready");
            JsonNode connections = outsider.get("/admin/connections").json(200).get("connections");
            assertThat(connections.get(0).get("dialect").stringValue()).isEqualTo("collection");
        }
    }
}
