package dev.parallax.server.engine;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.server.session.CreatedSession;
import dev.parallax.server.session.Session;
import dev.parallax.wire.Problem.Code;
import dev.parallax.wire.SyncPage;
import dev.parallax.wire.SyncPage.TablePage;
import dev.parallax.wire.SyncRequest;
import dev.parallax.wire.SyncRequest.TableCursor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

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
        long flicker = world.post(1, true);
        world.operate("deletePost", "{'id':" + flicker + "}");
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
        assertThat(rows).isEqualTo(3 + 3 + 1);
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
