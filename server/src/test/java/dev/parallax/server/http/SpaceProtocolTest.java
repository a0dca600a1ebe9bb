package dev.parallax.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.change.Version;
import dev.parallax.server.front.StreamSettings;
import dev.parallax.server.http.EventStream.Event;
import dev.parallax.server.http.Outsider.SignedIn;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// The streams of dialect 3 as an outsider sees them.
class SpaceProtocolTest {
    private static final String SECRET = "zebra-crossing-at-midnight";
    private static final int WINDOW_MILLIS = 150;

    private final World world = new World(config -> config.withSchema("spaces", SpaceSchema.TEXT)
            .withStreams(new StreamSettings(World.HEARTBEAT_MILLIS, WINDOW_MILLIS, 5)));
    private final Outsider outsider = world.outsider;
    private final SignedIn ann = world.as(world.ann);
    private final SignedIn bob = world.as(world.bob);
    private final SpaceMirror mirror = new SpaceMirror(world.workspace);

    @AfterEach
    void stop() {
        world.close();
    }

    private static List<Long> ids(JsonNode rows) {
        return rows.valueStream().map(row -> row.get("id").longValue()).toList();
    }

    private void apply(Event event) {
        mirror.apply(outsider, bob, event);
    }

    private String path() {
        return "/api/stream?spaceId=" + world.workspace;
    }

    @Test
    void theFirstEventIsEverythingAlsoWhenThatIsNothing() {
        try (EventStream stream = mirror.connect(outsider, bob)) {
            assertThat(stream.contentType()).isEqualTo("text/event-stream; charset=utf-8");
            Event first = stream.next();
            assertThat(first.name()).isEmpty();
            assertThat(first.data().propertyNames())
                    .containsExactly("type", "created", "updated", "deleted", "timestamp", "session");
            assertThat(first.text("type")).isEqualTo("space-delta");
            assertThat(first.data().get("created")).isEmpty();
            assertThat(first.text("timestamp")).matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{6}Z");
        }
        ObjectNode row = world.createPost(ann, "Hello", true);
        world.createPost(ann, SECRET, false);
        try (EventStream stream = new SpaceMirror(world.workspace).connect(outsider, bob)) {
            Event first = stream.next();
            assertThat(first.data().get("created").valueStream()).containsExactly(row);
            assertThat(stream.everything()).doesNotContain(SECRET);
        }
    }

    @Test
    void changesGatherUntilTheirWindowCloses() {
        ObjectNode kept = world.createPost(ann, "Kept", true);
        try (EventStream stream = mirror.connect(outsider, bob)) {
            apply(stream.next());
            int changes = 40;
            for (int index = 0; index < changes; index++) {
                outsider.update(ann, "Post", World.id(kept), Map.of("title", "Title " + index));
            }
            ObjectNode last = outsider.update(ann, "Post", World.id(kept), Map.of("title", "Last"));
            int events = 0;
            while (!last.equals(mirror.rows.get(World.id(kept)))) {
                Event event = stream.next();
                assertThat(event.data().get("updated")).hasSize(1);
                apply(event);
                events++;
            }
            assertThat(events).isLessThan(changes);
            assertThat(mirror.timestamp).isEqualTo(Version.text(World.version(last)));
        }
    }

    @Test
    void whatLeavesNothingBehindMakesNoEvent() {
        try (EventStream stream = mirror.connect(outsider, bob)) {
            stream.next();
            ObjectNode brief = world.createPost(ann, "Brief", true);
            outsider.delete(ann, "Post", World.id(brief));
            world.createPost(ann, SECRET, false);
            ObjectNode other = outsider.create(world.admin, "Workspace", Map.of("name", "There"));
            Map<String, Object> elsewhere = world.post(world.ann, SECRET, true);
            elsewhere.put("workspaceId", World.id(other));
            outsider.create(ann, "Post", elsewhere);
            outsider.create(world.admin, "User", Map.of("name", SECRET));
            ObjectNode seen = world.createPost(ann, "Seen", true);

            Event event = stream.next();
            while (event.data().get("created").isEmpty()) {
                event = stream.next();
            }

            assertThat(event.data().get("created").valueStream()).containsExactly(seen);
            assertThat(stream.everything()).doesNotContain(SECRET);
        }
    }

    @Test
    void aRowThatMovesLeavesOneSpaceAndEntersTheOther() {
        ObjectNode row = world.createPost(ann, "Traveller", true);
        long there = World.id(outsider.create(world.admin, "Workspace", Map.of("name", "There")));
        try (EventStream from = mirror.connect(outsider, bob);
                EventStream to = new SpaceMirror(there).connect(outsider, bob)) {
            from.next();
            to.next();
            ObjectNode moved = outsider.update(ann, "Post", World.id(row), Map.of("workspaceId", there));

            assertThat(from.next().data().get("deleted").toString()).isEqualTo("[\"" + World.id(row) + "\"]");
            assertThat(to.next().data().get("created").valueStream()).containsExactly(moved);
        }
    }

    @Test
    void whoeverComesBackGetsWhatItMissed() {
        ObjectNode kept = world.createPost(ann, "Kept", true);
        ObjectNode gone = world.createPost(ann, "Gone", true);
        try (EventStream stream = mirror.connect(outsider, bob)) {
            apply(stream.next());
        }
        ObjectNode changed = outsider.update(ann, "Post", World.id(kept), Map.of("title", "Changed"));
        outsider.delete(ann, "Post", World.id(gone));
        ObjectNode created = world.createPost(ann, "New", true);
        try (EventStream stream = mirror.connect(outsider, bob)) {
            Event first = stream.next();
            assertThat(first.data().get("created").valueStream()).containsExactly(created);
            assertThat(first.data().get("updated").valueStream()).containsExactly(changed);
            assertThat(first.data().get("deleted").toString()).isEqualTo("[\"" + World.id(gone) + "\"]");
            apply(first);
        }
        assertThat(mirror.rows).isEqualTo(mirror.truth(outsider, bob));
        try (EventStream stream = mirror.connect(outsider, bob)) {
            Event nothing = stream.next();
            assertThat(nothing.data().get("created")).isEmpty();
            assertThat(nothing.data().get("updated")).isEmpty();
            assertThat(nothing.data().get("deleted")).isEmpty();
        }
    }

    @Test
    void whoeverMissedTooMuchLoadsTheSpaceAnew() {
        try (EventStream stream = mirror.connect(outsider, bob)) {
            apply(stream.next());
        }
        IntStream.range(0, 6).forEach(index -> world.createPost(ann, "Post " + index, true));
        try (EventStream stream = mirror.connect(outsider, bob)) {
            Event first = stream.next();
            assertThat(first.data().get("refetch").booleanValue()).isTrue();
            assertThat(first.data().get("created")).isEmpty();
            apply(first);
            assertThat(mirror.rows).hasSize(6).isEqualTo(mirror.truth(outsider, bob));

            world.createPost(ann, "After", true);
            apply(stream.next());
            assertThat(mirror.rows).hasSize(7).isEqualTo(mirror.truth(outsider, bob));
        }
        try (EventStream stream = new SpaceMirror(world.workspace).connect(outsider, bob)) {
            assertThat(stream.next().data().get("created")).hasSize(7);
        }
    }

    @Test
    void aChangeOfRoleMakesTheClientLoadTheSpaceAnew() {
        world.createPost(ann, "Hidden", false);
        try (EventStream stream = mirror.connect(outsider, bob)) {
            apply(stream.next());
            assertThat(mirror.rows).isEmpty();

            outsider.patch(bob, Map.of("role", "admin"));
            Event told = stream.next();
            assertThat(told.data().path("session").path("role").stringValue()).isEqualTo("admin");
            apply(told);
            assertThat(mirror.rows).hasSize(1).isEqualTo(mirror.truth(outsider, bob));
        }
        outsider.patch(bob, Map.of("role", "user"));
        try (EventStream stream = mirror.connect(outsider, bob)) {
            apply(stream.next());
        }
        assertThat(mirror.refetches).isEqualTo(2);
        assertThat(mirror.rows).isEmpty();
    }

    @Test
    void whenTheDoorClosesTheStreamEndsAndTellsNothingMore() {
        try (EventStream stream = mirror.connect(outsider, bob);
                EventStream operator = mirror.connect(outsider, world.admin)) {
            stream.next();
            operator.next();
            outsider.batch(
                    world.admin,
                    List.of(
                            Map.of(
                                    "operation",
                                    "updateWorkspace",
                                    "args",
                                    Map.of("id", world.workspace, "open", false)),
                            Map.of("operation", "createPost", "args", world.post(world.ann, SECRET, true))));

            List<Event> events = stream.untilEnd();

            assertThat(events).hasSize(1);
            assertThat(events.getFirst().name()).isEqualTo("error");
            assertThat(events.getFirst().text("code")).isEqualTo("forbidden");
            assertThat(stream.everything()).doesNotContain(SECRET);
            assertThat(operator.next().data().get("created")).hasSize(1);
        }
        assertThat(outsider.get(path(), "Authorization", "Bearer " + bob.id()).status())
                .isEqualTo(404);
    }

    @Test
    void whenASessionMayNoLongerEnterItsStreamEnds() {
        outsider.update(world.admin, "Workspace", world.workspace, Map.of("open", false));
        SignedIn operator = outsider.signIn(world.bob, "admin");
        try (EventStream stream = mirror.connect(outsider, operator)) {
            stream.next();

            outsider.patch(operator, Map.of("role", "user"));

            assertThat(stream.untilEnd().getLast().text("code")).isEqualTo("forbidden");
        }
    }

    @Test
    void whenTheSessionEndsTheStreamSaysSoAndEnds() {
        try (EventStream stream = mirror.connect(outsider, bob)) {
            stream.next();
            world.createPost(ann, "Gathering", true);

            outsider.end(bob);

            Event last = stream.untilEnd().getLast();
            assertThat(last.name()).isEqualTo("error");
            assertThat(last.text("code")).isEqualTo("auth-error");
        }
    }

    @Test
    void aSpaceThatIsNotThereAndOneThatMayNotBeEnteredLookTheSame() {
        long closed = World.id(outsider.create(world.admin, "Workspace", Map.of("name", SECRET, "open", false)));
        String bearer = "Bearer " + bob.id();
        for (String pattern : List.of("/api/stream?spaceId=%d", "/api/spaces/%d", "/api/spaces/%d/beings")) {
            Outsider.Reply absent = outsider.get(pattern.formatted(4711), "Authorization", bearer);
            Outsider.Reply hidden = outsider.get(pattern.formatted(closed), "Authorization", bearer);
            assertThat(hidden.status()).isEqualTo(404);
            assertThat(hidden.text()).isEqualTo(absent.text()).doesNotContain(SECRET);
        }
    }

    @Test
    void requestsThatMakeNoSenseAreRefusedBeforeTheStream() {
        String bearer = "Bearer " + bob.id();
        assertThat(outsider.get(path()).status()).isEqualTo(401);
        for (String query : List.of("", "?spaceId=", "?spaceId=seven", "?spaceId=1&since=yesterday")) {
            assertThat(outsider.get("/api/stream" + query, "Authorization", bearer)
                            .status())
                    .as(query)
                    .isEqualTo(400);
        }
        for (String query : List.of("&record=Nothing", "&record=User")) {
            assertThat(outsider.get(path() + query, "Authorization", bearer).status())
                    .as(query)
                    .isEqualTo(404);
        }
        assertThat(outsider.post("/api/stream", "{}", "Authorization", bearer).status())
                .isEqualTo(405);
    }

    @Test
    void theIdOfAnEventGoesBeforeSince() {
        String timestamp;
        String id;
        try (EventStream stream = mirror.connect(outsider, bob)) {
            timestamp = stream.next().text("timestamp");
            world.createPost(ann, "First", true);
            id = stream.next().id();
        }
        ObjectNode second = world.createPost(ann, "Second", true);
        try (EventStream stream = EventStream.get(outsider, bob, path() + "&since=" + timestamp, "Last-Event-ID", id)) {
            assertThat(stream.next().data().get("created").valueStream()).containsExactly(second);
        }
    }

    @Test
    void peopleAreTheMembersOfTheSpace() {
        outsider.create(world.admin, "Membership", Map.of("workspaceId", world.workspace, "userId", world.cid));
        outsider.create(world.admin, "Membership", Map.of("workspaceId", world.workspace, "userId", world.ann));
        outsider.create(world.admin, "Membership", Map.of("workspaceId", 4711, "userId", world.bob));

        JsonNode rows = outsider.get(
                        "/api/spaces/" + world.workspace + "/beings", "Authorization", "Bearer " + bob.id())
                .json(200)
                .get("rows");

        assertThat(ids(rows)).containsExactly(world.ann, world.cid);
    }
}
