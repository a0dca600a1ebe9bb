package dev.parallax.server.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.parallax.change.Row;
import dev.parallax.server.session.CreatedSession;
import dev.parallax.server.session.Session;
import dev.parallax.wire.Json;
import dev.parallax.wire.PushedChange;
import dev.parallax.wire.SyncPage;
import dev.parallax.wire.SyncPage.TablePage;
import dev.parallax.wire.SyncRequest.TableCursor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What is taken away of the log, and what clients that need it are told.
class LogRetentionTest {
    private static final long HOUR = 3_600_000;
    private static final LogRetention DAY = new LogRetention(Duration.ofDays(1), Long.MAX_VALUE);

    @TempDir
    private Path directory;

    /// Lets the clock go on while nothing is written.
    private static void idle(World world, long millis) {
        long now = world.millis.addAndGet(millis);
        Awaitility.await().until(() -> world.engine.clockVersion() >= now * 1_000);
    }

    /// Lets the clock go on, and the writer do what is due then.
    private static void pass(World world, long millis) {
        idle(world, millis);
        world.update("Workspace", 1, "'name':'" + world.millis + "'");
        // The step comes behind the group that is answered first; the next group comes behind the step.
        world.update("Workspace", 1, "'name':'still " + world.millis + "'");
    }

    @Test
    void oldEntriesGoAndTheRestIsVerified() {
        try (World world = World.keeping(DAY).peopled()) {
            long post = world.post(1, true);
            pass(world, 23 * HOUR);
            assertThat(world.engine.logExtent().floor()).isZero();
            pass(world, 2 * HOUR);
            LogExtent extent = world.engine.logExtent();
            assertThat(extent.floor()).isPositive();
            assertThat(extent.entries()).isEqualTo(4);
            LogVerdict verdict = world.engine.verifyLog();
            assertThat(verdict.valid()).isTrue();
            assertThat(verdict.changes()).isEqualTo(4);
            assertThat(world.engine.logPage(0, 100).floor()).isEqualTo(extent.floor());
            assertThat(world.engine.truth(World.values(1, "user")).tables().get("Post"))
                    .extracting(Row::id)
                    .containsExactly(post);
        }
    }

    @Test
    void prunedFileIsVerifiedAndGoesOnAfterARestart() {
        Path file = directory.resolve("pruned");
        long floor;
        try (World world = World.keeping(DAY, file, World.START).peopled()) {
            world.post(1, true);
            pass(world, 25 * HOUR);
            floor = world.engine.logExtent().floor();
        }
        try (World world = World.keeping(DAY, file, World.START + 25 * HOUR + 1)) {
            assertThat(world.engine.logExtent().floor()).isEqualTo(floor).isPositive();
            world.post(2, true);
            assertThat(world.engine.verifyLog().valid()).isTrue();
        }
    }

    @Test
    void tooManyEntriesGoOnceTheyAreOldEnoughForALoadToEnd() {
        try (World world =
                World.keeping(new LogRetention(Duration.ofDays(1), 10)).peopled()) {
            for (int count = 0; count < 30; count++) {
                world.post(1, true);
            }
            pass(world, 61_000);
            assertThat(world.engine.logExtent().floor()).isZero();
            pass(world, 5 * 60_000);
            // What was written in this minute came behind the step, or is too young.
            assertThat(world.engine.logExtent().entries()).isBetween(10L, 12L);
            assertThat(world.engine.verifyLog().valid()).isTrue();
        }
    }

    @Test
    void knownClientIsNeverCutOffByTooManyEntries() {
        try (World world =
                World.keeping(new LogRetention(Duration.ofDays(1), 1)).peopled()) {
            PullingClient client = client(world, 1);
            client.pullAll(100);
            client.pullAll(100);
            for (int hour = 0; hour < 20; hour++) {
                world.post(1, true);
                pass(world, HOUR);
            }
            assertThat(world.engine.logExtent().entries()).isGreaterThan(40);
            client.pullAll(5);
            assertThat(client.resets).isZero();
            assertThat(client.view()).isEqualTo(client.truth());
        }
    }

    @Test
    void clientThatIsHeardOfWithinTheRetentionGoesOnForEver() {
        try (World world = World.keeping(DAY).peopled()) {
            PullingClient busy = client(world, 1);
            PullingClient idle = client(world, 2);
            for (int day = 0; day < 10; day++) {
                world.post(1, false);
                busy.pullAll(3);
                idle.pullAll(3);
                pass(world, 23 * HOUR);
            }
            assertThat(world.engine.logExtent().entries()).isLessThan(10);
            assertThat(List.of(busy.resets, idle.resets)).containsOnly(0);
            assertThat(busy.view()).isEqualTo(busy.truth());
            assertThat(idle.view()).isEqualTo(idle.truth());
        }
    }

    @Test
    void clientThatWasAwayForLongerStartsAnewWhetherOrNotAnythingHappened() {
        try (World world = World.keeping(DAY).peopled()) {
            PullingClient client = client(world, 1);
            client.pullAll(100);
            client.pullAll(100);
            // Nothing is written, so nothing is pruned.
            idle(world, 25 * HOUR);
            client.pullAll(100);
            assertThat(client.resets).isEqualTo(1);
            assertThat(client.view()).isEqualTo(client.truth());
            assertThat(world.engine.changelogClients()).hasSize(1);
            pass(world, 25 * HOUR);
            assertThat(world.engine.changelogClients()).isEmpty();
        }
    }

    @Test
    void cursorOlderThanTheRetentionStartsAnewAndAYoungerOneDoesNot() {
        try (World world = World.keeping(DAY).peopled()) {
            Session session = world.session(1);
            long gone = world.post(1, true);
            SyncPage first = world.sync(session);
            world.operate("deletePost", "{'id':" + gone + "}");
            idle(world, 23 * HOUR);
            TablePage young = post(next(world, session, first, 1_000));
            assertThat(young.reset()).isFalse();
            assertThat(young.removed()).containsExactly(gone);
            idle(world, 2 * HOUR);
            TablePage old = post(next(world, session, first, 1_000));
            assertThat(old.reset()).isTrue();
            assertThat(old.rows()).isEmpty();
        }
    }

    /// Rows are older than the log: the cursor of a load is as old as they are.
    @Test
    void longLoadOfOldRowsGoesOnPageByPage() {
        try (World world = World.keeping(DAY).peopled()) {
            Session session = world.session(1);
            for (int count = 0; count < 12; count++) {
                world.post(1, true);
            }
            pass(world, 100 * HOUR);
            Map<Long, Row> held = new TreeMap<>();
            Set<Long> deleted = new HashSet<>();
            Map<String, TableCursor> cursors = new LinkedHashMap<>();
            int resets = 0;
            SyncPage page;
            do {
                page = world.engine.catchUp(session, World.request(cursors, 2));
                page.tables()
                        .forEach((name, table) ->
                                cursors.put(name, new TableCursor(table.lastSeen(), table.permissionHash())));
                TablePage posts = page.tables().get("Post");
                if (posts != null) {
                    resets += posts.reset() ? 1 : 0;
                    posts.removed().forEach(held::remove);
                    posts.rows().forEach(row -> held.put(row.id(), row));
                    // Something that the client holds goes while it loads.
                    held.keySet().stream()
                            .filter(id -> deleted.size() < 4 && deleted.add(id))
                            .findFirst()
                            .ifPresent(id -> world.operate("deletePost", "{'id':" + id + "}"));
                }
            } while (page.hasMore());
            assertThat(resets).isZero();
            assertThat(deleted).hasSize(4);
            assertThat(held.values())
                    .containsExactlyInAnyOrderElementsOf(
                            world.engine.truth(session.values()).tables().get("Post"));
            // Such a cursor is no better than others once it is old itself.
            Map<String, TableCursor> loading = new LinkedHashMap<>();
            SyncPage begun = world.engine.catchUp(session, World.request(loading, 2));
            idle(world, 25 * HOUR);
            assertThat(next(world, session, begun, 2).tables().values())
                    .isNotEmpty()
                    .allMatch(TablePage::reset);
        }
    }

    /// A permission whose last turn is forgotten is known by another hash; whoever knows it by the first goes on.
    @Test
    void memberKeepsItsCursorWhenItsMembershipIsOlderThanTheLog() {
        try (World world = World.keeping(DAY).peopled()) {
            Session session = world.session(2);
            world.operate("createMembership", "{'workspaceId':1,'userId':2}");
            SyncPage page = world.sync(session);
            String first = workspace(page).permissionHash();
            idle(world, 20 * HOUR);
            page = next(world, session, page, 1_000);
            idle(world, 20 * HOUR);
            Map<String, TableCursor> cursors = Map.of("Workspace", new TableCursor(page.version(), first));
            page = world.engine.catchUp(session, World.request(cursors, 1_000));
            TablePage told = workspace(page);
            assertThat(told.reset()).isFalse();
            assertThat(told.permissionHash()).isNotEqualTo(first);
            pass(world, 23 * HOUR);
            SyncPage third = world.engine.catchUp(
                    session,
                    World.request(Map.of("Workspace", new TableCursor(page.version(), told.permissionHash())), 1_000));
            assertThat(workspace(third).reset()).isFalse();
            world.operate("deleteMembership", "{'id':1}");
            TablePage over = workspace(world.engine.catchUp(
                    session,
                    World.request(
                            Map.of("Workspace", new TableCursor(third.version(), told.permissionHash())), 1_000)));
            assertThat(over.reset()).isTrue();
            assertThat(over.rows()).isEmpty();
        }
    }

    @Test
    void whatStoodInThePrunedLogCountsAsOverwritten() {
        try (World world = World.keeping(DAY).peopled()) {
            long id = world.post(1, true);
            Row base = world.engine
                    .truth(World.values(1, "user"))
                    .tables()
                    .getOrDefault("Post", List.of())
                    .getFirst();
            world.update("Post", id, "'title':'theirs'");
            pass(world, 25 * HOUR);
            CreatedSession session = world.engine
                    .createSession(Map.of("userId", 1L, "role", "user"))
                    .join();
            PushedChange change = new PushedChange(
                    UUID.randomUUID().toString(),
                    "Post",
                    "update",
                    id,
                    Json.object().put("content", "mine"),
                    base.version());
            var overwrote = world.engine
                    .push(session.session(), "phone", List.of(change))
                    .join()
                    .getFirst()
                    .overwrote();
            assertThat(overwrote).isNotNull();
            assertThat(overwrote == null ? List.of() : overwrote.fields()).containsExactly("content");
        }
    }

    @Test
    void senselessRetentionIsRefused() {
        assertThatThrownBy(() -> new LogRetention(Duration.ofMillis(999), 1))
                .hasMessage("the log is kept for a second to 36500 days, but it is PT0.999S");
        assertThatThrownBy(() -> new LogRetention(Duration.ofDays(1), 0))
                .hasMessage("the log keeps at least one entry, but the limit is 0");
    }

    private static PullingClient client(World world, long user) {
        return new PullingClient(
                world,
                world.engine
                        .createSession(Map.of("userId", user, "role", "user"))
                        .join(),
                "phone");
    }

    private static SyncPage next(World world, Session session, SyncPage page, int size) {
        Map<String, TableCursor> cursors = new LinkedHashMap<>();
        page.tables()
                .forEach((name, table) -> cursors.put(name, new TableCursor(table.lastSeen(), table.permissionHash())));
        return world.engine.catchUp(session, World.request(cursors, size));
    }

    private static TablePage post(SyncPage page) {
        return table(page, "Post");
    }

    private static TablePage workspace(SyncPage page) {
        return table(page, "Workspace");
    }

    private static TablePage table(SyncPage page, String name) {
        TablePage table = page.tables().get(name);
        if (table == null) {
            throw new AssertionError("the page says nothing about " + name);
        }
        return table;
    }
}
