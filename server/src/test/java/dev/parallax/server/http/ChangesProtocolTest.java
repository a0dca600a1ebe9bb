package dev.parallax.server.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.parallax.server.engine.MergeRule;
import dev.parallax.server.http.Outsider.Reply;
import dev.parallax.server.http.Outsider.SignedIn;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ChangesProtocolTest {
    private static final int LONG_WAIT_MILLIS = 60_000;

    @Test
    void pushedChangesComeBackAsChanges() {
        try (World world = new World()) {
            ChangesClient ann = client(world, world.ann);
            ann.pullAll();
            ann.edit("insert", "Post", ann.nextTemporaryId(), world.post(world.ann, "new", false));

            ObjectNode answer = ann.exchange();

            JsonNode result = answer.get("results").get(0);
            assertThat(result.get("status").stringValue()).isEqualTo("applied");
            JsonNode change = answer.get("changes").get(0);
            assertThat(change.get("id")).isEqualTo(result.get("id"));
            assertThat(change.get("version")).isEqualTo(result.get("version"));
            assertThat(answer.get("cursor")).isEqualTo(result.get("version"));
            assertThat(change.get("row").get("title").stringValue()).isEqualTo("new");
            assertThat(ann.tables).isEqualTo(Mirror.truth(world.outsider, ann.who()));
        }
    }

    @Test
    void aChangeIsAppliedOnceHoweverOftenItIsPushed() {
        try (World world = new World()) {
            ChangesClient ann = client(world, world.ann);
            ann.edit("insert", "Post", ann.nextTemporaryId(), world.post(world.ann, "once", false));
            ObjectNode body = ann.request(0);
            JsonNode first = ann.send(body).json(200).get("results").get(0);
            JsonNode again = ann.send(body).json(200).get("results").get(0);

            assertThat(again.get("status").stringValue()).isEqualTo("duplicate");
            assertThat(again.get("id")).isEqualTo(first.get("id"));
            assertThat(again.get("version")).isEqualTo(first.get("version"));
            assertThat(Mirror.truth(world.outsider, ann.who()).get("Post")).hasSize(1);
        }
    }

    @Test
    void aRejectedChangeStaysRejectedAndStopsNoOther() {
        try (World world = new World()) {
            long bobs = World.id(world.createPost(world.as(world.bob), "bob's", true));
            ChangesClient ann = client(world, world.ann);
            ann.pullAll();
            ann.edit("update", "Post", bobs, Map.of("title", "mine now"));
            ann.edit("insert", "Post", ann.nextTemporaryId(), world.post(world.ann, "fine", false));
            ObjectNode body = ann.request(0);
            for (int count = 0; count < 2; count++) {
                JsonNode results = ann.send(body).json(200).get("results");
                assertThat(results.get(0).get("status").stringValue()).isEqualTo("rejected");
                JsonNode error = results.get(0).get("error");
                assertThat(error.get("code").stringValue()).isEqualTo("forbidden");
                assertThat(error.get("detail").stringValue()).contains("authorUserId");
                assertThat(results.get(1).get("status").stringValue()).isEqualTo(count == 0 ? "applied" : "duplicate");
            }
        }
    }

    @Test
    void whatCannotBeSeenIsNotFound() {
        try (World world = new World()) {
            long hidden = World.id(world.createPost(world.as(world.bob), "hidden", false));
            ChangesClient ann = client(world, world.ann);
            ann.edit("update", "Post", hidden, Map.of("title", "x")).put("baseVersion", 1);
            ann.edit("delete", "Post", hidden, Map.of());
            ann.edit("delete", "Post", 4_711L, Map.of());
            JsonNode results = ann.exchange().get("results");
            for (JsonNode result : results) {
                assertThat(result.get("error").get("code").stringValue()).isEqualTo("not-found");
                assertThat(result.has("row")).isFalse();
                assertThat(result.has("overwrote")).isFalse();
            }
        }
    }

    @Test
    void temporaryIdsAreFollowedInTheSamePushAndLater() {
        try (World world = new World()) {
            ChangesClient ann = client(world, world.ann);
            long temporary = ann.nextTemporaryId();
            ann.edit("insert", "Post", temporary, world.post(world.ann, "first", false));
            ann.edit("update", "Post", temporary, Map.of("title", "second"));
            JsonNode results = ann.exchange().get("results");
            long id = results.get(0).get("id").longValue();
            assertThat(results.get(1).get("id").longValue()).isEqualTo(id);
            ann.edit("update", "Post", temporary, Map.of("title", "third"));
            ann.exchange();
            assertThat(ann.row("Post", id).get("title").stringValue()).isEqualTo("third");

            ann.edit("delete", "Post", temporary, Map.of());
            ann.edit("update", "Post", temporary - 1, Map.of("title", "nobody"));
            results = ann.exchange().get("results");
            assertThat(results.get(0).get("status").stringValue()).isEqualTo("applied");
            assertThat(results.get(1).get("error").get("code").stringValue()).isEqualTo("not-found");
        }
    }

    @Test
    void temporaryIdsAreFollowedThroughLinks() {
        try (World world = new World()) {
            ChangesClient admin = new ChangesClient(world.outsider, world.admin, "device");
            long workspace = admin.nextTemporaryId();
            admin.edit("insert", "Workspace", workspace, Map.of("name", "New"));
            admin.edit("insert", "Membership", null, Map.of("workspaceId", workspace, "userId", world.ann));
            admin.edit("insert", "Membership", null, Map.of("workspaceId", workspace - 9, "userId", world.ann));
            ChangesClient other = new ChangesClient(world.outsider, world.admin, "other device");
            JsonNode results = admin.exchange().get("results");
            long id = results.get(0).get("id").longValue();
            assertThat(results.get(1).get("status").stringValue()).isEqualTo("applied");
            assertThat(results.get(2).get("error").get("code").stringValue()).isEqualTo("not-found");
            assertThat(world.outsider
                            .db(world.as(world.ann), "listMemberships", "{}")
                            .json(200)
                            .get("rows")
                            .get(0)
                            .get("workspaceId")
                            .longValue())
                    .isEqualTo(id);
            other.edit("update", "Workspace", workspace, Map.of("name", "Not its own"));
            assertThat(other.exchange()
                            .get("results")
                            .get(0)
                            .get("error")
                            .get("code")
                            .stringValue())
                    .isEqualTo("not-found");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            insert | Post | 5    | {"title":"x"}             | invalid
            insert | Post | -1   | {"title":"x"}             | invalid
            update | Post |      | {"title":"x"}             | invalid
            update | Post | 1    | {}                        | invalid
            update | Post | 1    | {"id":2,"title":"x"}      | invalid
            update | Post | 1    | {"updatedAt":2}           | invalid
            update | Post | 1    | {"baseVersion":2}         | invalid
            update | Post | 1    | {"title":7}               | invalid
            update | Post | 1    | {"titel":"x"}             | invalid
            upsert | Post | 1    | {"title":"x"}             | invalid
            update | Poem | 1    | {"title":"x"}             | not-found
            """)
    void whatDoesNotFitTheSchemaIsRejectedByItself(
            String op, String record, @Nullable Long id, String delta, String code) {
        try (World world = new World()) {
            ChangesClient ann = client(world, world.ann);
            ann.edit(op, record, id, Map.of()).set("delta", Outsider.object(delta));
            JsonNode result = ann.exchange().get("results").get(0);
            assertThat(result.get("status").stringValue()).isEqualTo("rejected");
            assertThat(result.get("error").get("code").stringValue()).isEqualTo(code);
        }
    }

    @Test
    void theLastWriteWinsForEachFieldAndTellsWhatItWroteOver() {
        try (World world = new World()) {
            ChangesClient phone = client(world, world.ann);
            long post = World.id(world.createPost(world.as(world.ann), "one", true));
            phone.pullAll();
            SignedIn tablet = world.as(world.ann);
            update(world, tablet, post, Map.of("title", "two"));
            long other = update(world, tablet, post, Map.of("title", "three"));
            update(world, tablet, post, Map.of("content", "changed elsewhere"));
            phone.edit("update", "Post", post, Map.of("title", "mine", "published", false));

            ObjectNode answer = phone.exchange();

            JsonNode overwrote = answer.get("results").get(0).get("overwrote");
            assertThat(overwrote.toString()).isEqualTo("{\"version\":" + other + ",\"fields\":[\"title\"]}");
            JsonNode row = phone.row("Post", post);
            assertThat(row.get("title").stringValue()).isEqualTo("mine");
            assertThat(row.get("content").stringValue()).isEqualTo("changed elsewhere");
        }
    }

    @Test
    void ownEditsOnAnOlderRowWriteOverNothing() {
        try (World world = new World()) {
            ChangesClient ann = client(world, world.ann);
            long post = World.id(world.createPost(world.as(world.ann), "one", true));
            ann.pullAll();
            ann.edit("update", "Post", post, Map.of("title", "two"));
            ann.edit("update", "Post", post, Map.of("title", "three"));
            JsonNode results = ann.exchange().get("results");
            results.forEach(result -> assertThat(result.has("overwrote")).isFalse());
        }
    }

    @Test
    void whatHappenedWhileARowWasHiddenIsNotTold() {
        try (World world = new World()) {
            ChangesClient ann = client(world, world.ann);
            SignedIn bob = world.as(world.bob);
            ObjectNode draft = world.createPost(bob, "draft", false);
            long post = World.id(draft);
            update(world, bob, post, Map.of("title", "secret"));
            update(world, bob, post, Map.of("title", "draft"));
            ann.edit("update", "Post", post, Map.of("title", "x")).put("baseVersion", World.version(draft));
            assertThat(ann.exchange().get("results").get(0).toString()).doesNotContain("overwrote", "secret");
        }
    }

    @Test
    void withMergeByRejectionAConflictHoldsTheServersRow() {
        try (World world = new World(config -> config.withMerge(MergeRule.REJECT))) {
            ChangesClient phone = client(world, world.ann);
            SignedIn tablet = world.as(world.ann);
            long post = World.id(world.createPost(tablet, "one", true));
            phone.pullAll();
            update(world, tablet, post, Map.of("title", "two"));
            ObjectNode edit = phone.edit("update", "Post", post, Map.of("title", "mine"));
            phone.edit("update", "Post", post, Map.of("content", "nobody else's"));
            ObjectNode body = phone.request(0);

            JsonNode results = phone.send(body).json(200).get("results");
            assertThat(results.get(0).get("status").stringValue()).isEqualTo("rejected");
            assertThat(results.get(0).get("error").get("code").stringValue()).isEqualTo("conflict");
            assertThat(results.get(0).get("row").get("title").stringValue()).isEqualTo("two");
            assertThat(results.get(1).get("status").stringValue()).isEqualTo("applied");

            // The client decides to keep its own, on the row that it knows now.
            edit.put("baseVersion", World.version((ObjectNode) results.get(0).get("row")));
            phone.outbox.remove(1);
            assertThat(phone.exchange().get("results").get(0).get("status").stringValue())
                    .isEqualTo("applied");
        }
    }

    @Test
    void oneChangeIdStandsForOneChange() {
        try (World world = new World()) {
            ChangesClient ann = client(world, world.ann);
            ObjectNode edit = ann.edit("insert", "Post", -1L, world.post(world.ann, "one", false));
            ann.send(ann.request(0)).json(200);
            edit.set("delta", Outsider.MAPPER.valueToTree(world.post(world.ann, "another", false)));
            JsonNode result = ann.exchange().get("results").get(0);
            assertThat(result.get("status").stringValue()).isEqualTo("rejected");
            assertThat(result.get("error").get("code").stringValue()).isEqualTo("conflict");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            {}                                                | 400
            {"clientId":7}                                    | 400
            {"clientId":"a","cursor":"x"}                     | 400
            {"clientId":"a","wait":-1}                        | 400
            {"clientId":"a","wait":60001}                     | 400
            {"clientId":"a","changes":[{"changeId":"no"}]}    | 400
            {"clientId":"a","session":{"userId":4711}}        | 403
            """)
    void malformedRequestsAreRefused(String body, int status) {
        try (World world = new World()) {
            Reply reply = world.outsider.post(
                    "/changes",
                    body,
                    "Authorization",
                    "Bearer " + world.as(world.ann).id());
            assertThat(reply.status()).isEqualTo(status);
            assertThat(reply.contentType()).startsWith("application/problem+json");
            assertThat(world.outsider.post("/changes", body).status()).isEqualTo(401);
        }
    }

    @Test
    void aPollWaitsForAChangeThatConcernsIt() throws Exception {
        try (World world = new World()) {
            ChangesClient ann = client(world, world.ann);
            ann.pullAll();
            CompletableFuture<Reply> poll = poll(ann, LONG_WAIT_MILLIS);
            awaitWaiting(world, 1);
            SignedIn bob = world.as(world.bob);
            ObjectNode hidden = world.createPost(bob, "hidden", false);
            assertThat(isStillWaiting(poll)).isTrue();
            update(world, bob, World.id(hidden), Map.of("published", true));

            ObjectNode answer = ann.hear(poll.get(10, TimeUnit.SECONDS).json(200));
            assertThat(answer.get("changes")).hasSize(1);
            assertThat(answer.get("changes").get(0).get("op").stringValue()).isEqualTo("insert");
            assertThat(ann.tables).isEqualTo(Mirror.truth(world.outsider, ann.who()));
        }
    }

    @Test
    void aPollThatHearsNothingEndsWhereItBegan() {
        try (World world = new World()) {
            ChangesClient ann = client(world, world.ann);
            ann.pullAll();
            long cursor = ann.cursor();
            ObjectNode answer = ann.exchange(50);
            assertThat(answer.get("changes")).isEmpty();
            assertThat(answer.get("hasMore").booleanValue()).isFalse();
            assertThat(ann.cursor()).isEqualTo(cursor);
        }
    }

    @Test
    void aNewerRequestOfTheSameClientEndsAnOlderPoll() throws Exception {
        try (World world = new World()) {
            ChangesClient ann = client(world, world.ann);
            ann.pullAll();
            CompletableFuture<Reply> poll = poll(ann, LONG_WAIT_MILLIS);
            awaitWaiting(world, 1);
            ann.exchange();
            assertThat(poll.get(10, TimeUnit.SECONDS).json(200).get("changes")).isEmpty();
        }
    }

    @Test
    void aWaitingPollHearsOfNewPermissionsAndOfTheSessionsEnd() throws Exception {
        try (World world = new World()) {
            world.createPost(world.as(world.bob), "hidden", false);
            ChangesClient ann = client(world, world.ann);
            ann.pullAll();
            CompletableFuture<Reply> poll = poll(ann, LONG_WAIT_MILLIS);
            awaitWaiting(world, 1);
            world.outsider
                    .send("PATCH", "/sessions/" + ann.who().id(), "{\"role\":\"admin\"}")
                    .json(200);
            ObjectNode answer = ann.hear(poll.get(10, TimeUnit.SECONDS).json(200));
            assertThat(answer.get("reset").booleanValue()).isTrue();
            assertThat(answer.path("session").path("role").stringValue()).isEqualTo("admin");
            ann.pullAll();
            assertThat(ann.tables).isEqualTo(Mirror.truth(world.outsider, ann.who()));

            CompletableFuture<Reply> last = poll(ann, LONG_WAIT_MILLIS);
            awaitWaiting(world, 1);
            world.outsider.send("DELETE", "/sessions/" + ann.who().id(), null);
            assertThat(last.get(10, TimeUnit.SECONDS).status()).isEqualTo(401);
        }
    }

    @Test
    void aStoppingServerAnswersWaitingPolls() throws Exception {
        CompletableFuture<Reply> poll;
        try (World world = new World()) {
            ChangesClient ann = client(world, world.ann);
            ann.pullAll();
            poll = poll(ann, LONG_WAIT_MILLIS);
            awaitWaiting(world, 1);
            world.server.close();
            assertThat(poll.get(10, TimeUnit.SECONDS).json(200).get("changes")).isEmpty();
        }
    }

    @Test
    void clientsAreListedAmongTheConnections() {
        try (World world = new World()) {
            ChangesClient ann = client(world, world.ann);
            ann.pullAll();
            ann.exchange();
            JsonNode connection = world.outsider
                    .get("/admin/connections")
                    .json(200)
                    .get("connections")
                    .get(0);
            assertThat(connection.get("dialect").stringValue()).isEqualTo("changelog");
            assertThat(connection.get("clientId").stringValue()).isEqualTo("device");
            assertThat(connection.get("cursor").longValue()).isEqualTo(ann.cursor());
            assertThat(connection.get("session")).isEqualTo(ann.who().session());
            assertThat(connection.toString()).doesNotContain(ann.who().id());
        }
    }

    private static ChangesClient client(World world, long user) {
        return new ChangesClient(world.outsider, world.as(user), "device");
    }

    private static long update(World world, SignedIn who, long post, Map<String, Object> fields) {
        Map<String, Object> args = new java.util.HashMap<>(fields);
        args.put("id", post);
        return world.outsider
                .db(who, "updatePost", args)
                .json(200)
                .get("version")
                .longValue();
    }

    private static CompletableFuture<Reply> poll(ChangesClient client, int waitMillis) {
        ObjectNode request = client.request(waitMillis);
        return CompletableFuture.supplyAsync(() -> client.send(request), Thread::startVirtualThread);
    }

    private static void awaitWaiting(World world, int count) {
        await().until(() -> world.outsider.get("/metrics").text().contains("parallax_polls " + count + ".0"));
    }

    private static boolean isStillWaiting(CompletableFuture<Reply> poll)
            throws InterruptedException, ExecutionException {
        try {
            poll.get(100, TimeUnit.MILLISECONDS);
            return false;
        } catch (TimeoutException e) {
            return true;
        }
    }
}
