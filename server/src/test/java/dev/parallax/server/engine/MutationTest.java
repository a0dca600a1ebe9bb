package dev.parallax.server.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.server.session.Session;
import dev.parallax.wire.Json;
import dev.parallax.wire.Problem;
import dev.parallax.wire.Problem.Code;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.node.ObjectNode;

class MutationTest {
    private static final String REQUEST = "11111111-aaaa-3333-4444-555555555555";

    private final World world = World.inMemory().peopled();
    private final Session ada = world.session(1);
    private final Session ben = world.session(2);

    @AfterEach
    void close() {
        world.close();
    }

    @ParameterizedTest(name = "{0} {1}: {2}")
    @CsvSource(delimiter = '|', textBlock = """
            createPost | {}                                                        | workspaceId authorUserId title content
            createPost | {'id':1,'updatedAt':2,'workspaceId':1,'authorUserId':1,'title':'t','content':''} | id updatedAt
            createPost | {'workspaceId':'1','authorUserId':1.5,'title':7,'content':null,'published':1,'x':1} | workspaceId authorUserId title content published x
            createPost | {'workspaceId':9007199254740992,'authorUserId':1,'title':'','content':''} | workspaceId
            createPost | {'workspaceId':1,'authorUserId':1,'title':'','content':'','createdAt':'yesterday'} | createdAt
            createPost | {'workspaceId':1,'authorUserId':1,'title':'','content':'','createdAt':'+12345-01-01T00:00:00Z'} | createdAt
            createPost | {'workspaceId':1,'authorUserId':1,'title':'','content':'','requestId':'x'} | requestId
            createUser | {'name':'n','email':null,'baseVersion':1}                 | baseVersion
            updatePost | {'id':1}                                                  | ''
            updatePost | {'title':'t'}                                             | id
            updatePost | {'id':null,'title':'t','baseVersion':'1','updatedAt':3}   | id baseVersion updatedAt
            deletePost | {'id':1,'title':'t'}                                      | title
            getPost    | {'id':'1'}                                                | id
            listPosts  | {'limit':0,'after':true,'x':1}                            | x after limit
            listPosts  | {'limit':10001}                                           | limit
            """)
    void everyWrongArgumentIsNamedAtOnce(String operation, String args, String paths) {
        Problem problem = World.problem(() -> world.call(ada, operation, args));
        assertThat(problem.code()).isEqualTo(Code.INVALID);
        assertThat(problem.errors())
                .extracting(Problem.FieldError::path)
                .containsExactlyInAnyOrder(paths.isEmpty() ? new String[] {""} : paths.split(" "));
    }

    @ParameterizedTest
    @CsvSource({"createPosts", "listPost", "create", "dropPost", "listPostss", "''", "createpost"})
    void unknownOperationIsNotFound(String operation) {
        assertThat(World.problem(() -> world.call(ada, operation, "{}")).code()).isEqualTo(Code.NOT_FOUND);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            getPost    | {'id':1}
            updatePost | {'id':1,'title':'x'}
            deletePost | {'id':1}
            """)
    void hiddenRowAndAbsentRowGetTheSameAnswer(String operation, String args) {
        world.post(2, false);
        Problem hidden = World.problem(() -> world.call(ada, operation, args));
        world.operate("deletePost", "{'id':1}");
        assertThat(World.problem(() -> world.call(ada, operation, args))).isEqualTo(hidden);
        assertThat(hidden.code()).isEqualTo(Code.NOT_FOUND);
    }

    @Test
    void authorCannotGiveARowAway() {
        world.post(1, true);
        Problem problem = World.problem(() -> world.call(ada, "updatePost", "{'id':1,'authorUserId':2}"));
        assertThat(problem.code()).isEqualTo(Code.FORBIDDEN);
        assertThat(problem.detail()).isEqualTo("denied: authorUserId is 2, not Session.userId 1");
    }

    @Test
    void strangerCannotSeizeARow() {
        world.post(1, true);
        assertThat(World.problem(() -> world.call(ben, "updatePost", "{'id':1,'authorUserId':2}"))
                        .code())
                .isEqualTo(Code.FORBIDDEN);
    }

    @Test
    void nobodyCreatesInAnothersName() {
        assertThat(World.problem(() -> world.call(
                                ben, "createPost", "{'workspaceId':1,'authorUserId':1,'title':'t','content':''}"))
                        .code())
                .isEqualTo(Code.FORBIDDEN);
    }

    @Test
    void deniedWriteUsesUpNoId() {
        World.problem(
                () -> world.call(ben, "createPost", "{'workspaceId':1,'authorUserId':1,'title':'t','content':''}"));
        assertThat(world.post(1, true)).isEqualTo(1);
    }

    @Test
    void editThatHidesTheRowFromItsAuthorSucceedsWithoutContent() {
        World other = World.of("""
                session { userId Int }
                record Note {
                    @allow(query) { hidden == False }
                    @allow(insert, update, delete) { True }
                    id Int @id
                    hidden Bool @default(False)
                }
                """);
        try (other) {
            Session session =
                    other.engine.createSession(Map.of("userId", 1L)).join().session();
            other.call(session, "createNote", "{}");
            ObjectNode answer = other.call(session, "updateNote", "{'id':1,'hidden':true}");
            assertThat(answer.get("row").isNull()).isTrue();
            assertThat(answer.get("id").longValue()).isEqualTo(1);
            assertThat(answer.get("version").longValue()).isPositive();
        }
    }

    @Test
    void updateThatChangesNothingIsStillAnUpdate() {
        world.post(1, true);
        long before = world.call(ada, "getPost", "{'id':1}")
                .get("row")
                .get("updatedAt")
                .longValue();
        ObjectNode answer = world.call(ada, "updatePost", "{'id':1,'title':'t'}");
        assertThat(answer.get("version").longValue()).isGreaterThan(before);
        assertThat(answer.get("row").get("updatedAt")).isEqualTo(answer.get("version"));
    }

    @Test
    void staleBaseVersionIsAConflict() {
        world.post(1, true);
        long base = world.call(ada, "getPost", "{'id':1}")
                .get("row")
                .get("updatedAt")
                .longValue();
        world.call(ada, "updatePost", "{'id':1,'title':'a','baseVersion':" + base + "}");
        Problem problem =
                World.problem(() -> world.call(ada, "updatePost", "{'id':1,'title':'b','baseVersion':" + base + "}"));
        assertThat(problem.code()).isEqualTo(Code.CONFLICT);
    }

    @Test
    void conflictWithAHiddenRowSaysNothingAboutIt() {
        world.operate("createMembership", "{'workspaceId':1,'userId':2}");
        Session admin = world.session(1, "admin");
        Problem problem = World.problem(() -> world.call(admin, "createMembership", "{'workspaceId':1,'userId':2}"));
        assertThat(problem.code()).isEqualTo(Code.CONFLICT);
        assertThat(problem.detail()).isEqualTo("another `Membership` already has this `workspaceId`, `userId`");
    }

    @Test
    void batchIsAllOrNothingAndNamesTheOperationThatFailed() {
        Problem problem = World.problem(() -> world.batch(ada, """
                {'operations':[
                  {'operation':'createPost','args':{'workspaceId':1,'authorUserId':1,'title':'a','content':''}},
                  {'operation':'createPost','args':{'workspaceId':1,'authorUserId':2,'title':'b','content':''}}]}
                """));
        assertThat(problem.code()).isEqualTo(Code.FORBIDDEN);
        assertThat(problem.errors()).extracting(Problem.FieldError::path).containsExactly("operations[1]");
        assertThat(world.call(ada, "listPosts", "{}").get("rows")).isEmpty();
        assertThat(world.post(1, true)).isEqualTo(1);
    }

    @Test
    void batchNamesEveryWrongArgument() {
        Problem problem = World.problem(() -> world.batch(ada, """
                {'extra':1,'operations':[
                  {'operation':'createPost','args':{'workspaceId':'x','authorUserId':1,'title':'a','content':''}},
                  {'operation':'getPost','args':{}}, {'operation':'nope','args':{}}, 7, {'operation':'deletePost'}]}
                """));
        assertThat(problem.code()).isEqualTo(Code.INVALID);
        assertThat(problem.errors())
                .extracting(Problem.FieldError::path)
                .containsExactly(
                        "extra",
                        "operations[0].args.workspaceId",
                        "operations[1].operation",
                        "operations[2].operation",
                        "operations[3]",
                        "operations[4].args");
    }

    @Test
    void batchOfAThousandHasConsecutiveVersionsAndOneMoreIsTooMany() {
        String item = "{'operation':'createPost','args':{'workspaceId':1,'authorUserId':1,'title':'a','content':''}}";
        String items = String.join(",", java.util.Collections.nCopies(1_000, item));
        ObjectNode answer = world.batch(ada, "{'operations':[" + items + "]}");
        long last = answer.get("version").longValue();
        assertThat(IntStream.range(0, 1_000)
                        .mapToLong(index ->
                                answer.get("results").get(index).get("version").longValue()))
                .containsExactly(IntStream.range(0, 1_000)
                        .mapToObj(index -> last - 999 + index)
                        .toArray(Long[]::new));
        assertThat(World.problem(() -> world.batch(ada, "{'operations':[" + items + "," + item + "]}"))
                        .code())
                .isEqualTo(Code.TOO_LARGE);
    }

    @Test
    void retryGetsTheFirstAnswerAndChangesNothing() {
        String args = "{'workspaceId':1,'authorUserId':1,'title':'a','content':'','requestId':'" + REQUEST + "'}";
        ObjectNode first = world.call(ada, "createPost", args);
        assertThat(world.call(ada, "createPost", args)).hasToString(first.toString());
        assertThat(world.call(ada, "createPost", args.replace("aaaa", "AAAA"))).hasToString(first.toString());
        assertThat(world.call(ada, "listPosts", "{}").get("rows")).hasSize(1);
    }

    @Test
    void retryOfARefusedWriteIsRefusedAgainEvenIfItWouldPassNow() {
        world.post(2, true);
        String args = "{'id':1,'title':'mine','requestId':'" + REQUEST + "'}";
        Problem first = World.problem(() -> world.call(ada, "updatePost", args));
        world.update("Post", 1, "'authorUserId':1");
        assertThat(World.problem(() -> world.call(ada, "updatePost", args))).isEqualTo(first);
    }

    @Test
    void requestIdForSomethingElseIsAConflictAndForAnotherSessionIsItsOwn() {
        String args = "{'workspaceId':1,'authorUserId':1,'title':'a','content':'','requestId':'" + REQUEST + "'}";
        world.call(ada, "createPost", args);
        assertThat(World.problem(() -> world.call(ada, "createPost", args.replace("'a'", "'b'")))
                        .code())
                .isEqualTo(Code.CONFLICT);
        world.call(ben, "createPost", args.replace("'authorUserId':1", "'authorUserId':2"));
    }

    @Test
    void retryDoesNotShowARowThatTheSessionMayNoLongerSee() {
        String secret = world.engine
                .createSession(Map.of("userId", 1L, "role", "user"))
                .join()
                .secret();
        Session session = world.engine.session(secret).orElseThrow();
        String args = "{'workspaceId':1,'authorUserId':1,'title':'a','content':'','requestId':'" + REQUEST + "'}";
        world.call(session, "createPost", args);
        world.engine.changeSession(secret, Map.of("userId", 2L)).join();
        assertThat(world.call(session, "createPost", args).get("row").isNull()).isTrue();
    }

    @Test
    void duplicatesAtTheSameTimeHappenOnce() {
        ObjectNode args =
                World.json("{'workspaceId':1,'authorUserId':1,'title':'a','content':'','requestId':'" + REQUEST + "'}");
        List<CompletableFuture<ObjectNode>> calls = IntStream.range(0, 50)
                .mapToObj(index ->
                        world.engine.call(ada, DbCall.parse(world.engine.schema(), "createPost", args.deepCopy())))
                .toList();
        assertThat(calls.stream()
                        .map(CompletableFuture::join)
                        .map(ObjectNode::toString)
                        .distinct())
                .hasSize(1);
        assertThat(world.call(ada, "listPosts", "{}").get("rows")).hasSize(1);
    }

    @Test
    void oneRefusedRequestHarmsNoOtherOfItsGroup() {
        List<CompletableFuture<ObjectNode>> calls = IntStream.range(0, 200)
                .mapToObj(index -> world.engine.call(
                        ada,
                        DbCall.parse(
                                world.engine.schema(),
                                "createPost",
                                World.json("{'workspaceId':1,'authorUserId':" + (index % 2 + 1)
                                        + ",'title':'a','content':''}"))))
                .toList();
        CompletableFuture.allOf(calls.toArray(CompletableFuture[]::new))
                .exceptionally(e -> null)
                .join();
        assertThat(calls.stream().filter(CompletableFuture::isCompletedExceptionally))
                .hasSize(100);
        assertThat(world.call(ada, "listPosts", "{}").get("rows")).hasSize(100);
    }

    @Test
    void endedSessionIsSignedOut() {
        String secret = world.engine.createSession(Map.of()).join().secret();
        Session session = world.engine.session(secret).orElseThrow();
        world.engine.endSession(secret).join();
        assertThat(World.problem(() -> world.call(session, "listPosts", "{}")).code())
                .isEqualTo(Code.AUTH_ERROR);
        assertThat(World.problem(() -> world.call(session, "createUser", "{'name':'x'}"))
                        .code())
                .isEqualTo(Code.AUTH_ERROR);
    }

    @Test
    void sessionWithoutUserIsSomeExistingUser() {
        Session session = world.engine.createSession(Map.of()).join().session();
        assertThat(session.values().get("userId")).isIn(1L, 2L, 3L);
        assertThat(session.values().get("role")).isEqualTo("user");
    }

    @Test
    void listIsCutByLimitAndGoesOnAfterAnId() {
        IntStream.range(0, 5).forEach(index -> world.post(1, true));
        ObjectNode page = world.call(ben, "listPosts", "{'limit':2,'after':1}");
        assertThat(page.get("rows").findValuesAsString("id")).containsExactly("2", "3");
        assertThat(page.get("hasMore").booleanValue()).isTrue();
        assertThat(world.call(ben, "listPosts", "{'after':3}").get("hasMore").booleanValue())
                .isFalse();
    }

    @Test
    void idIsNeverGivenTwice() {
        world.post(1, true);
        world.operate("deletePost", "{'id':1}");
        assertThat(world.post(1, true)).isEqualTo(2);
    }

    @Test
    void hostileTextIsKeptAsItIs() {
        String text = "'; DROP TABLE \"Post\"; -- \u0000 😀 %_\\ \u202e";
        ObjectNode args = Json.object()
                .put("workspaceId", 1)
                .put("authorUserId", 1)
                .put("title", text)
                .put("content", text);
        ObjectNode answer = world.engine
                .call(ada, DbCall.parse(world.engine.schema(), "createPost", args))
                .join();
        assertThat(answer.get("row").get("title").stringValue()).isEqualTo(text);
        assertThat(world.call(ada, "getPost", "{'id':1}")
                        .get("row")
                        .get("content")
                        .stringValue())
                .isEqualTo(text);
    }

    @Test
    void existsInAWritePermissionAsksTheDatabaseWithinTheTransaction() {
        try (World team = World.of("""
                session { userId Int }
                record Member { @public id Int @id  teamId Int  userId Int }
                record Team { @public id Int @id  members @link(Member.teamId) }
                record Doc {
                    @allow(query) { True }
                    @allow(insert, update, delete) { exists team.members { userId == Session.userId } }
                    id Int @id
                    teamId Int
                    team @link(teamId, Team.id)
                }
                """)) {
            Session session =
                    team.engine.createSession(Map.of("userId", 1L)).join().session();
            team.operate("createTeam", "{}");
            Problem problem = World.problem(() -> team.call(session, "createDoc", "{'teamId':1}"));
            assertThat(problem.code()).isEqualTo(Code.FORBIDDEN);
            assertThat(problem.detail()).isEqualTo("denied: the permission to insert a `Doc` does not hold here");
            team.batch(session, """
                    {'operations':[
                      {'operation':'createMember','args':{'teamId':1,'userId':1}},
                      {'operation':'createDoc','args':{'teamId':1}}]}
                    """);
        }
    }
}
