package dev.parallax.server.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parallax.change.Row;
import dev.parallax.language.SchemaLanguage;
import dev.parallax.policy.View;
import dev.parallax.schema.Schema;
import dev.parallax.server.session.CreatedSession;
import dev.parallax.server.session.Session;
import dev.parallax.wire.Problem;
import dev.parallax.wire.Problem.Code;
import dev.parallax.wire.ProblemException;
import dev.parallax.wire.SyncPage;
import dev.parallax.wire.SyncRequest.TableCursor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class LiveSchemaTest {
    private static final String SOURCE = """
            session {
                userId Int
                role   String
            }
            record User {
                @public
                id   Int @id
                name String
            }
            record Post {
                @allow(query) { Or(owner == Session.userId, published == True) }
                @allow(insert, update, delete) { owner == Session.userId }
                id        Int @id
                owner     Int
                title     String
                published Bool @default(False)
                note      String?
            }
            """;

    private final World world = World.of(SOURCE);
    private final CreatedSession created =
            world.engine.createSession(Map.of("userId", 1L, "role", "user")).join();
    private Session ada = created.session();
    private final Listener listener = new Listener();

    @BeforeEach
    void begin() {
        world.operate("createUser", "{'name':'Ada'}");
        world.operate("createPost", "{'owner':1,'title':'mine'}");
        world.operate("createPost", "{'owner':2,'title':'open','published':true,'note':'n'}");
        world.operate("createPost", "{'owner':2,'title':'hidden'}");
        world.engine.subscribe(ada, listener);
    }

    @AfterEach
    void end() {
        world.close();
    }

    private SchemaPut put(String source, boolean dropData) {
        try {
            return world.engine
                    .putSchema(SchemaLanguage.parseOrThrow("test", source), dropData)
                    .join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof ProblemException problem ? problem : e;
        }
    }

    private SchemaPut put(String source) {
        return put(source, false);
    }

    private List<Object> titles() {
        List<Object> titles = new ArrayList<>();
        for (Row row : world.engine.truth(ada.values()).tables().getOrDefault("Post", List.of())) {
            titles.add(row.get("title"));
        }
        return titles;
    }

    private SyncPage sync(Map<String, TableCursor> cursors) {
        return world.engine.catchUp(ada, World.request(cursors, null));
    }

    private static SyncPage.TablePage table(SyncPage page) {
        return java.util.Objects.requireNonNull(page.tables().get("Post"));
    }

    private static Map<String, TableCursor> cursors(SyncPage page) {
        Map<String, TableCursor> cursors = new java.util.LinkedHashMap<>();
        page.tables()
                .forEach((record, table) ->
                        cursors.put(record, new TableCursor(table.lastSeen(), table.permissionHash())));
        return cursors;
    }

    @Test
    void anotherPermissionIsFollowedByReadsWritesAndStreamsAtOnce() {
        Map<String, TableCursor> cursors = cursors(sync(Map.of()));
        SchemaPut put = put(SOURCE.replace("published == True", "published == False"));
        assertThat(put.resynchronised()).containsExactly("Post");
        assertThat(listener.drain()).containsExactly("resync [Post] PERMISSIONS");
        assertThat(titles()).containsExactly("mine", "hidden");
        assertThat(world.call(ada, "listPosts", "{}").get("rows")).hasSize(2);
        SyncPage page = sync(cursors);
        assertThat(page.tables()).containsOnlyKeys("Post");
        assertThat(table(page).reset()).isTrue();
        assertThat(table(page).rows()).hasSize(2);
        assertThat(page.version()).isGreaterThanOrEqualTo(put.version());
        assertThat(sync(cursors(page)).tables().get("Post")).isNull();
        world.operate("createPost", "{'owner':2,'title':'more'}");
        assertThat(listener.drain()).containsExactly("[insert Post 4 more]");
        assertThat(world.engine
                        .why(
                                ada.values(),
                                world.engine.schema().require("Post"),
                                dev.parallax.schema.Operation.QUERY,
                                2)
                        .explanation()
                        .allowed())
                .isFalse();
    }

    @Test
    void layoutCommentsAndOrderConcernNobody() {
        Map<String, TableCursor> cursors = cursors(sync(Map.of()));
        SchemaPut put = put(SOURCE.replace(
                        "Or(owner == Session.userId, published == True)",
                        "Or(True == published, // anyone's\n Session.userId == owner)")
                .replace("id   Int @id\n    name String", "name String id Int @id"));
        assertThat(put.resynchronised()).isEmpty();
        assertThat(listener.drain()).isEmpty();
        assertThat(sync(cursors).tables()).isEmpty();
        assertThat(world.engine.schemas().entries()).hasSize(2);
        assertThat(put(world.engine.schema().source()).version()).isEqualTo(put.version());
    }

    @Test
    void newRecordAndNewNullableFieldMigrate() {
        SchemaPut put = put(SOURCE.replace("note      String?", "note String? mood String? stars Int @default(3)")
                + "record Tag { @public id Int @id label String @unique(label) }");
        assertThat(put.resynchronised()).containsExactly("Post", "Tag");
        assertThat(listener.drain()).containsExactly("resync [Post, Tag] PERMISSIONS");
        Row post = world.engine
                .truth(ada.values())
                .tables()
                .getOrDefault("Post", List.of())
                .getFirst();
        assertThat(post.asMap()).containsEntry("mood", null).containsEntry("stars", 3L);
        assertThat(world.operate("createTag", "{'label':'a'}").get("id").longValue())
                .isEqualTo(1);
        assertThat(World.problem(() -> world.operate("createTag", "{'label':'a'}"))
                        .detail())
                .isEqualTo("another `Tag` already has this `label`");
        world.update("Post", 2, "'mood':'good'");
        assertThat(world.engine.verifyLog().valid()).isTrue();
        assertThat(world.engine.log(0, 100)).hasSize(6);
    }

    @Test
    void whatWouldLoseDataIsRefusedAndSaysWhatUnlessAskedFor() {
        String without = SOURCE.replace("    note      String?\n", "").replace("title     String", "title Int");
        Problem problem = World.problem(() -> put(without));
        assertThat(problem.code()).isEqualTo(Code.CONFLICT);
        assertThat(problem.detail())
                .isEqualTo("this would drop the field `Post.note` with 1 value;"
                        + " drop the 3 values of `Post.title`, which would be Int instead of String");
        assertThat(problem.errors()).extracting(Problem.FieldError::path).containsExactly("Post.note", "Post.title");
        assertThat(listener.drain()).isEmpty();
        assertThat(world.engine.schema().source()).isEqualTo(SOURCE);
        assertThat(titles()).containsExactly("mine", "open");

        put(without, true);
        assertThat(listener.drain()).containsExactly("resync [Post] PERMISSIONS");
        assertThat(titles()).containsExactly(0L, 0L);
        assertThat(world.engine.verifyLog().valid()).isTrue();
        assertThat(world.engine.log(0, 100)).hasSize(4);
    }

    @Test
    void droppedRecordIsTakenFromClientsOnceAndItsIdsAreNotGivenAgain() {
        Map<String, TableCursor> cursors = cursors(sync(Map.of()));
        View posts = View.of(world.engine.schema().require("Post"));
        String users = SOURCE.substring(0, SOURCE.indexOf("record Post"));
        assertThat(World.problem(() -> put(users)).detail()).isEqualTo("this would drop the record `Post` with 3 rows");
        put(users, true);
        assertThat(listener.drain()).containsExactly("resync [Post] PERMISSIONS");
        SyncPage page = sync(cursors);
        assertThat(page.tables()).containsOnlyKeys("Post");
        assertThat(table(page).reset()).isTrue();
        assertThat(table(page).rows()).isEmpty();
        assertThat(sync(cursors(page)).tables()).doesNotContainKey("Post");
        assertThat(world.engine.changes(ada, posts, new TableCursor(1L, null), 10))
                .extracting(TableDelta::reset, TableDelta::size)
                .containsExactly(true, 0);
        assertThat(world.engine.verifyLog().valid()).isTrue();
        assertThat(world.engine.log(0, 100)).hasSize(4);

        put(SOURCE);
        assertThat(world.operate("createPost", "{'owner':1,'title':'new'}")
                        .get("id")
                        .longValue())
                .isEqualTo(4);
        // The schema is what it was when the cursor was given, but the rows are not.
        assertThat(table(sync(cursors)).reset()).isTrue();
    }

    @Test
    void newUniqueIsRefusedIfRowsAreInItsWay() {
        String unique = SOURCE.replace("note      String?", "note String? @unique(owner)");
        Problem problem = World.problem(() -> put(unique));
        assertThat(problem.code()).isEqualTo(Code.CONFLICT);
        assertThat(problem.detail())
                .isEqualTo("rows of `Post` that are there have the same `owner`, which would have to be unique");
        assertThat(titles()).containsExactly("mine", "open");
        world.operate("deletePost", "{'id':3}");
        put(unique);
        assertThat(World.problem(() -> world.operate("createPost", "{'owner':2,'title':'x'}"))
                        .code())
                .isEqualTo(Code.CONFLICT);
    }

    @Test
    void sessionsFollowTheirBlock() {
        String teams = SOURCE.replace("role   String", "role String team Int? level Int @default(2)");
        put(teams.replace("published == True", "published == True, Session.level == 2"));
        ada = world.engine.session(created.secret()).orElseThrow();
        assertThat(ada.values().values()).containsEntry("team", null).containsEntry("level", 2L);
        assertThat(titles()).hasSize(3);
        String gone = SOURCE.replace("    role   String\n", "");
        assertThat(World.problem(() -> put(gone)).detail())
                .startsWith("this would drop what 1 session has in `role`; drop what 1 session has in `level`");
        put(gone, true);
        assertThat(world.engine.session(created.secret()).orElseThrow().values().values())
                .containsOnlyKeys("userId");
    }

    @Test
    void writeThatWaitsBehindASchemaIsCheckedByIt() {
        Mutation create = (Mutation)
                DbCall.parse(world.engine.schema(), "createPost", World.json("{'owner':1,'title':'t','note':'x'}"));
        put(SOURCE.replace("note      String?", "note String? mood String?"));
        assertThat(world.engine.call(ada, create).join().get("row").get("mood").isNull())
                .isTrue();
        put(SOURCE.replace("    note      String?\n", "    note Int?\n"), true);
        assertThatThrownBy(() -> world.engine.call(ada, create).join())
                .hasCauseInstanceOf(ProblemException.class)
                .hasMessageContaining("`note` is Int? now");
        put(SOURCE.substring(0, SOURCE.indexOf("record Post")), true);
        assertThatThrownBy(() -> world.engine.call(ada, create).join())
                .hasMessageContaining("there is no such operation");
    }

    /// Whoever reads a state finds the schema in force that it was written by.
    @Test
    void pullsAreAnsweredWhileSchemasChange() throws Exception {
        AtomicBoolean over = new AtomicBoolean();
        AtomicInteger startedAnew = new AtomicInteger();
        List<FutureTask<Pulled>> clients = new ArrayList<>();
        for (int client = 0; client < 4; client++) {
            String name = "client " + client;
            FutureTask<Pulled> pulling = new FutureTask<>(() -> {
                Pulled last = world.engine.pull(ada, name, null, null, 100);
                startedAnew.incrementAndGet();
                while (!over.get()) {
                    last = world.engine.pull(ada, name, last.cursor(), last.stateHash(), 100);
                    startedAnew.addAndGet(last.reset() ? 1 : 0);
                }
                return last;
            });
            clients.add(pulling);
            Thread.ofPlatform().start(pulling);
        }
        for (int round = 1; round <= 30; round++) {
            int all = 4 * round;
            await().until(() -> startedAnew.get() == all || clients.stream().anyMatch(FutureTask::isDone));
            put(round % 2 == 0 ? SOURCE : SOURCE.replace("published == True", "published == False"));
        }
        over.set(true);
        for (FutureTask<Pulled> client : clients) {
            assertThat(client.get(10, TimeUnit.SECONDS).stateHash()).isNotEmpty();
        }
    }

    @Test
    void aRetryGetsItsRowWithTheColumnsThatTheRecordHasByNow() {
        String args = "{'owner':1,'title':'new','requestId':'8f14e45f-ceea-467f-a9a1-6d3c2f0b7d11'}";
        ObjectNode first = world.call(ada, "createPost", args);
        put(SOURCE.replace("note      String?", "note      String?\n    mood      String?"));
        ObjectNode again = world.call(ada, "createPost", args);
        assertThat(again.get("version")).isEqualTo(first.get("version"));
        assertThat(again.path("row").path("title").stringValue()).isEqualTo("new");
        assertThat(again.path("row").path("mood").isNull()).isTrue();

        put(SOURCE.replace("    note      String?\n", ""), true);
        ObjectNode later = world.call(ada, "createPost", args);
        assertThat(later.path("row").path("title").stringValue()).isEqualTo("new");
        assertThat(later.path("row").has("note")).isFalse();
    }

    @Test
    void groupedWritesBeforeAndAfterASchemaAreEachCheckedByTheirs() {
        Schema closed = SchemaLanguage.parseOrThrow(
                "test",
                SOURCE.replace(
                        "@allow(insert, update, delete) { owner",
                        "@allow(insert) { False } @allow(update, delete) { owner"));
        List<CompletableFuture<?>> outcomes = new ArrayList<>();
        for (int round = 0; round < 40; round++) {
            ObjectNode args = World.json("{'owner':1,'title':'t'}");
            outcomes.add(world.engine.call(ada, DbCall.parse(world.engine.schema(), "createPost", args)));
        }
        CompletableFuture<SchemaPut> put = world.engine.putSchema(closed, false);
        ObjectNode args = World.json("{'owner':1,'title':'t'}");
        CompletableFuture<ObjectNode> late =
                world.engine.call(ada, DbCall.parse(world.engine.schema(), "createPost", args));
        outcomes.forEach(CompletableFuture::join);
        long version = put.join().version();
        assertThatThrownBy(late::join).hasMessageContaining("denied");
        assertThat(world.engine.log(0, 100))
                .hasSize(44)
                .allMatch(entry -> entry.change().version() < version);
    }
}
