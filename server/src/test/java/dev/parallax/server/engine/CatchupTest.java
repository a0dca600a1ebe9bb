package dev.parallax.server.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.server.session.CreatedSession;
import dev.parallax.server.session.Session;
import dev.parallax.wire.Problem.Code;
import dev.parallax.wire.SyncPage;
import dev.parallax.wire.SyncPage.TablePage;
import dev.parallax.wire.SyncRequest;
import dev.parallax.wire.SyncRequest.TableCursor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.node.ObjectNode;

class CatchupTest {
    private final World world = World.inMemory().peopled();
    private final CreatedSession created =
            world.engine.createSession(Map.of("userId", 2L, "role", "user")).join();
    private final Session ben = created.session();
    private final Map<String, TableCursor> cursors = new LinkedHashMap<>();

    @AfterEach
    void close() {
        world.close();
    }

    private SyncPage page(@Nullable Integer size) {
        SyncPage page = world.engine.catchUp(ben, World.request(cursors, size));
        page.tables().forEach((record, table) -> cursors.put(record, cursor(table)));
        if (!page.hasMore()) {
            cursors.replaceAll((record, cursor) -> new TableCursor(page.version(), cursor.permissionHash()));
        }
        return page;
    }

    private static TableCursor cursor(TablePage table) {
        return new TableCursor(table.lastSeen(), table.permissionHash());
    }

    private static List<Long> ids(SyncPage page) {
        return posts(page).rows().stream().map(row -> row.id()).toList();
    }

    private static TablePage posts(SyncPage page) {
        return page.tables().getOrDefault("Post", new TablePage(List.of(), List.of(), "", 0, false));
    }

    @Test
    void firstContactNamesEveryTableEmptyOnesToo() {
        SyncPage page = page(null);
        assertThat(page.tables()).containsOnlyKeys("User", "Workspace", "Membership", "Post");
        assertThat(posts(page).rows()).isEmpty();
        assertThat(posts(page).reset()).isFalse();
        assertThat(page.hasMore()).isFalse();
        assertThat(page(null).tables()).isEmpty();
    }

    @Test
    void rowsOfOneBatchComeOneByOneWithPagesOfOne() {
        page(null);
        String item = "{'operation':'createPost','args':{'workspaceId':1,'authorUserId':2,'title':'a','content':''}}";
        world.batch(ben, "{'operations':[" + String.join(",", java.util.Collections.nCopies(5, item)) + "]}");
        List<List<Long>> pages =
                IntStream.range(0, 5).mapToObj(index -> ids(page(1))).toList();
        assertThat(pages).containsExactly(List.of(1L), List.of(2L), List.of(3L), List.of(4L), List.of(5L));
        assertThat(page(1).tables()).isEmpty();
    }

    @Test
    void unpublishedReownedAndDeletedRowsAreTakenBack() {
        IntStream.range(0, 3).forEach(index -> world.post(1, true));
        long own = world.post(2, false);
        page(null);
        world.update("Post", 1, "'published':false");
        world.operate("deletePost", "{'id':2}");
        world.update("Post", own, "'authorUserId':3");
        SyncPage page = page(null);
        assertThat(posts(page).rows()).isEmpty();
        assertThat(posts(page).removed()).containsExactly(1L, 2L, own);
    }

    @Test
    void rowThatWasNeverVisibleLeavesNoTrace() {
        page(null);
        long hidden = world.post(1, false);
        world.update("Post", hidden, "'title':'secret'");
        world.operate("deletePost", "{'id':" + hidden + "}");
        assertThat(page(null).tables()).isEmpty();
    }

    @Test
    void rowThatCameAndWentIsTakenBackAsAClientMayHoldItByADelta() {
        page(null);
        long flicker = world.post(1, true);
        world.operate("deletePost", "{'id':" + flicker + "}");
        assertThat(posts(page(null)).removed()).containsExactly(flicker);
        assertThat(page(null).tables()).isEmpty();
    }

    @Test
    void removalIsNotLostWhenAPageIsCutBetweenHidingAndDeletion() {
        world.post(1, true);
        page(null);
        world.update("Post", 1, "'published':false");
        world.post(2, true);
        world.operate("deletePost", "{'id':1}");
        assertThat(posts(page(1)).removed()).containsExactly(1L);
        assertThat(ids(page(1))).containsExactly(2L);
        assertThat(page(1).tables()).isEmpty();
    }

    @Test
    void rowThatWasHiddenForAWhileIsTakenBackAndPutAgain() {
        world.post(1, true);
        page(null);
        world.update("Post", 1, "'published':false");
        world.post(2, true);
        world.update("Post", 1, "'published':true");
        assertThat(posts(page(1)).removed()).containsExactly(1L);
        world.update("Post", 1, "'published':false");
        assertThat(ids(page(1))).containsExactly(2L);
        assertThat(posts(page(1)).removed()).containsExactly(1L);
        assertThat(page(1).tables()).isEmpty();
    }

    @Test
    void roleChangeResetsOnlyTheRecordsWhosePermissionNamesIt() {
        world.post(1, false);
        page(null);
        world.engine.changeSession(created.secret(), Map.of("role", "admin")).join();
        SyncPage page = page(null);
        assertThat(page.tables()).containsOnlyKeys("Post");
        assertThat(posts(page).reset()).isTrue();
        assertThat(ids(page)).containsExactly(1L);
    }

    @Test
    void roleThatCameAndWentStartsAnew() {
        world.post(1, false);
        page(null);
        Map<String, TableCursor> followed = Map.copyOf(cursors);
        world.engine.changeSession(created.secret(), Map.of("role", "admin")).join();
        world.engine.changeSession(created.secret(), Map.of("role", "user")).join();
        cursors.putAll(followed);
        SyncPage page = page(1);
        assertThat(page.tables()).containsOnlyKeys("Post");
        assertThat(posts(page).reset()).isTrue();
        assertThat(page(1).tables()).isEmpty();
    }

    @Test
    void resetGoesOnOverPagesWithoutStartingAnew() {
        IntStream.range(0, 3).forEach(index -> world.post(1, true));
        cursors.put("Post", new TableCursor(5L, "another hash"));
        cursors.put("User", new TableCursor(Long.MAX_VALUE >> 12, "x"));
        int resets = 0;
        int rows = 0;
        SyncPage page;
        do {
            page = page(1);
            resets += (int)
                    page.tables().values().stream().filter(TablePage::reset).count();
            rows += page.tables().values().stream()
                    .mapToInt(table -> table.rows().size())
                    .sum();
        } while (page.hasMore());
        assertThat(resets).isEqualTo(2);
        assertThat(rows).isEqualTo(3 + 3);
    }

    @Test
    void cursorFromTheFutureOrFromAnotherDatabaseStartsAnew() {
        world.post(1, true);
        page(null);
        String hash = String.valueOf(
                cursors.getOrDefault("Post", new TableCursor(null, null)).permissionHash());
        cursors.put("Post", new TableCursor(world.engine.clockVersion() + 60_000_000, hash));
        assertThat(posts(page(null)).reset()).isTrue();
        try (World other = World.inMemory().peopled()) {
            other.millis.addAndGet(60_000);
            SyncPage elsewhere = other.engine.catchUp(other.session(2), World.request(cursors, null));
            assertThat(elsewhere.tables().values()).allMatch(TablePage::reset);
        }
    }

    @Test
    void droppedAndRenamedRecordsInACursorBlockNobody() {
        cursors.put("Gone", new TableCursor(1L, "x"));
        assertThat(page(null).tables()).doesNotContainKey("Gone");
        assertThat(page(null).tables()).isEmpty();
    }

    @Test
    void versionIsTheClockWhetherOrNotSomethingHiddenChanged() {
        page(null);
        world.post(1, false);
        world.millis.addAndGet(10);
        SyncPage page = page(null);
        assertThat(page.tables()).isEmpty();
        assertThat(page.version()).isEqualTo(world.millis.get() * 1_000);
    }

    @Test
    void busyTableDoesNotStarveAQuietOne() {
        page(null);
        world.post(1, true);
        world.operate("createUser", "{'name':'Dora'}");
        IntStream.range(0, 3).forEach(index -> world.post(1, true));
        page(1);
        world.post(1, true);
        assertThat(page(1).tables()).containsOnlyKeys("User");
    }

    @Test
    void pageOfBigRowsIsCutAndEverythingStillArrives() {
        page(null);
        String big = "x".repeat(900_000);
        List<Long> expected = IntStream.range(0, 12)
                .mapToObj(index -> {
                    long id = world.post(1, true);
                    world.update("Post", id, "'content':'" + big + "'");
                    return id;
                })
                .toList();
        world.operate("createUser", "{'name':'Dora'}");
        List<Integer> sizes = new ArrayList<>();
        List<Long> arrived = new ArrayList<>();
        SyncPage page;
        do {
            page = page(SyncRequest.PAGE_SIZE_LIMIT);
            sizes.add(ids(page).size());
            arrived.addAll(ids(page));
            assertThat(page.tables().containsKey("User")).isEqualTo(!page.hasMore());
        } while (page.hasMore());
        assertThat(sizes).containsExactly(4, 4, 4);
        assertThat(arrived).isEqualTo(expected);
        assertThat(page(null).tables()).isEmpty();
    }

    @Test
    void removalsBehindBigRowsAndBigImagesStillArrive() {
        String big = "x".repeat(900_000);
        long hidden = world.post(1, true);
        page(null);
        List<Long> shown = IntStream.range(0, 6)
                .mapToObj(index -> {
                    long id = world.post(1, true);
                    world.update("Post", id, "'content':'" + big + "'");
                    return id;
                })
                .toList();
        world.update("Post", hidden, "'published':false");
        SyncPage first = page(SyncRequest.PAGE_SIZE_LIMIT);
        assertThat(first.hasMore()).isTrue();
        assertThat(posts(first).removed()).isEmpty();
        world.operate("deletePost", "{'id':" + shown.getFirst() + "}");
        SyncPage second = page(SyncRequest.PAGE_SIZE_LIMIT);
        assertThat(ids(first)).isEqualTo(shown.subList(0, 4));
        assertThat(ids(second)).isEqualTo(shown.subList(4, 6));
        assertThat(posts(second).removed()).containsExactly(hidden, shown.getFirst());
        assertThat(second.hasMore()).isFalse();
    }

    @Test
    void listAndLogOfBigRowsAreCutAndGoOn() {
        String content = "'content':'" + "x".repeat(900_000) + "'";
        IntStream.range(0, 6).forEach(index -> world.update("Post", world.post(1, true), content));
        ObjectNode list = world.call(ben, "listPosts", "{'limit':1000}");
        assertThat(list.get("rows")).hasSize(4);
        assertThat(list.get("hasMore").booleanValue()).isTrue();
        ObjectNode rest = world.call(ben, "listPosts", "{'limit':1000,'after':4}");
        assertThat(rest.get("rows")).hasSize(2);
        assertThat(rest.get("hasMore").booleanValue()).isFalse();
        assertThat(world.engine.logPage(0, 1_000).hasMore()).isTrue();
        assertThat(world.engine.log(0, 1_000)).hasSize(4 + 12);
        assertThat(world.engine.truth(World.values(2, "user")).tables().getOrDefault("Post", List.of()))
                .hasSize(6);
    }

    @Test
    void sessionInTheBodyThatIsAnothersIsForbiddenAndTheRealOneGrantsNothingMore() {
        world.post(1, false);
        SyncRequest forged = new SyncRequest(Map.of(), World.json("{'userId':2,'role':'admin'}"), null);
        assertThat(World.problem(() -> world.engine.catchUp(ben, forged)).code())
                .isEqualTo(Code.FORBIDDEN);
        SyncRequest honest = new SyncRequest(Map.of(), World.json("{'userId':2,'role':'user'}"), null);
        assertThat(ids(world.engine.catchUp(ben, honest))).isEmpty();
    }

    @Test
    void truthIsWhatSqlSaysAndExactAtItsVersion() {
        world.post(1, true);
        world.post(1, false);
        TruthSnapshot truth = world.engine.truth(World.values(2, "user"));
        assertThat(truth.tables().getOrDefault("Post", List.of()))
                .extracting(row -> row.id())
                .containsExactly(1L);
        assertThat(truth.version()).isLessThanOrEqualTo(world.engine.clockVersion());
    }
}
