package dev.parallax.ui.world;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.parallax.bundle.BundleReader;
import dev.parallax.bundle.BundleWriter;
import dev.parallax.bundle.FormatException;
import dev.parallax.bundle.Job;
import dev.parallax.bundle.RecordingReader.Recorded;
import dev.parallax.bundle.WholeFile;
import dev.parallax.bundle.WorldBundle;
import dev.parallax.change.Change;
import dev.parallax.change.Row;
import dev.parallax.client.Dialect;
import dev.parallax.client.PendingWrite;
import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.client.Status;
import dev.parallax.fleet.FleetClient;
import dev.parallax.language.SchemaLanguage;
import dev.parallax.network.LinkFaults;
import dev.parallax.oracle.OracleReport;
import dev.parallax.recording.Recording.State;
import dev.parallax.server.ServerConfig;
import dev.parallax.server.engine.LogEntry;
import dev.parallax.server.engine.MergeRule;
import dev.parallax.server.seed.SeedPlan;
import dev.parallax.server.store.Contents;
import dev.parallax.server.store.StoredChange;
import dev.parallax.wire.Json;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// A world that is saved in a file and opened again is the same.
class SavedWorldTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int CLIENTS = 10;

    @TempDir
    private Path folder;

    @Test
    void aWorldThatWasSavedGoesOnWhereItWas() throws IOException {
        WorldBundle bundle;
        Map<Integer, ReplicaSnapshot> held;
        List<LogEntry> log;
        try (LiveWorld world = start()) {
            stir(world);
            bundle = saved(world);
            held = held(world);
            log = world.archive().log(0, 10_000);
        }
        try (LiveWorld again = LiveWorld.open("saved.parallax", bundle, false)) {
            eventually(() -> again.clients().size() == CLIENTS - 1);
            assertThat(again.archive().log(0, 10_000)).isEqualTo(log);
            assertThat(again.schema().source())
                    .isEqualTo(bundle.contents().schemas().getLast().schema().source());
            assertThat(again.schemas().entries()).hasSize(2);
            eventually(() -> again.clients().stream()
                    .allMatch(client -> client.snapshot().status()
                            == Objects.requireNonNull(held.get(client.number())).status()));
            eventually(() -> isSettled(again));
            for (FleetClient client : again.clients()) {
                ReplicaSnapshot before = Objects.requireNonNull(held.get(client.number()));
                ReplicaSnapshot now = client.snapshot();
                assertThat(rows(now))
                        .as("client %d, %s", client.number(), client.dialect())
                        .isEqualTo(rows(before));
                assertThat(now.session()).isEqualTo(before.session());
                assertThat(now.pending())
                        .extracting(PendingWrite::requestId)
                        .isEqualTo(before.pending().stream()
                                .map(PendingWrite::requestId)
                                .toList());
            }
            assertThat(again.oracle().leaks()).isEmpty();
            assertThat(bundle.expectations()).containsExactly("no leaks", "user 1 never holds post 2");
            assertThat(again.traffic().rate()).isEqualTo(77);
            assertThat(again.client(4).orElseThrow().faults().latencyMillis()).isEqualTo(120);
            assertThat(again.recording().at(bundle.recorded().until()).keySet()).containsAll(held.keySet());
        }
    }

    @Test
    void whatComesAfterwardsHasNewIdsNumbersAndVersions() throws IOException {
        WorldBundle bundle;
        try (LiveWorld world = start()) {
            stir(world);
            bundle = saved(world);
        }
        try (LiveWorld again = LiveWorld.open("saved.parallax", bundle, false)) {
            eventually(() -> again.clients().size() == CLIENTS - 1);
            again.add(1).completion().join();
            assertThat(again.clients().getLast().number()).isEqualTo(CLIENTS + 1);
            again.client(6).orElseThrow().goOnline();
            eventually(() -> again.client(6).orElseThrow().snapshot().pending().isEmpty());
            FleetClient author = again.client(1).orElseThrow();
            eventually(() -> author.snapshot().status() == Status.LIVE);
            var written = author.create(
                            "Post",
                            Map.of(
                                    "workspaceId",
                                    1L,
                                    "authorUserId",
                                    author.userId(),
                                    "title",
                                    "After",
                                    "content",
                                    "x"))
                    .orTimeout(30, TimeUnit.SECONDS)
                    .join();
            assertThat(written.accepted()).isTrue();
            assertThat(written.version()).isGreaterThan(bundle.contents().head().version());
            assertThat(bundle.contents().rows().stream()
                            .filter(row -> row.record().equals("Post"))
                            .map(Row::id))
                    .doesNotContain(written.id());
            eventually(() -> isSettled(again));
        }
    }

    @Test
    void aLogThatWasAlteredIsRefused() throws IOException {
        WorldBundle bundle;
        try (LiveWorld world = start()) {
            bundle = saved(world);
        }
        Contents all = bundle.contents();
        List<StoredChange> log = new ArrayList<>(all.log());
        Change change = log.get(3).change();
        Row after = Objects.requireNonNull(change.after());
        log.set(
                3,
                new StoredChange(
                        new Change(
                                change.version(),
                                change.transaction(),
                                change.record(),
                                change.id(),
                                change.before(),
                                after.with(Map.of("name", "Somebody else")),
                                change.actor()),
                        log.get(3).hash()));
        Contents altered = new Contents(all.head(), all.floorHash(), all.schemas(), all.rows(), all.lastIds(), log);
        WorldBundle spoilt =
                new WorldBundle(1, bundle.settings(), altered, List.of(), List.of(), bundle.recorded(), null);

        assertThatThrownBy(() -> OpenedFile.world("saved.parallax", spoilt))
                .isInstanceOf(FormatException.class)
                .hasMessageStartingWith(
                        "saved.parallax: the change log was altered: the first change that does not fit");
    }

    @Test
    void whereTheClockOfTheFileWasAheadTimeGoesOnFromItsLastMoment() throws IOException {
        WorldBundle bundle;
        try (LiveWorld world = start()) {
            bundle = ahead(saved(world), TimeUnit.HOURS.toMicros(1));
        }
        long until = bundle.recorded().until();
        try (LiveWorld again = LiveWorld.open("saved.parallax", bundle, false)) {
            assertThat(again.now()).isBetween(until, until + TimeUnit.MINUTES.toMicros(5));
            again.add(1).completion().join();
            eventually(() -> timesOfLast(again).distinct().count() > 1);
            assertThat(timesOfLast(again)).allMatch(time -> time > until);
            again.operate("updatePost", Json.object().put("id", 1).put("content", "Late"))
                    .join();
            assertThat(again.archive().log(0, 10_000).getLast().change().version())
                    .isGreaterThan(until);
        }
    }

    private static Stream<Long> timesOfLast(LiveWorld world) {
        int last = world.clients().getLast().number();
        return world.recording().all().stream()
                .filter(state -> state.client() == last)
                .map(State::time);
    }

    private static WorldBundle ahead(WorldBundle bundle, long micros) {
        Recorded recorded = bundle.recorded();
        List<State> states = recorded.states().stream()
                .map(state -> new State(state.time() + micros, state.client(), state.snapshot()))
                .toList();
        return new WorldBundle(
                bundle.saved(),
                bundle.settings(),
                bundle.contents(),
                bundle.clients(),
                bundle.expectations(),
                new Recorded(recorded.policies(), recorded.participants(), states, Map.of(), null),
                bundle.steps());
    }

    private static LiveWorld start() {
        WorldPlan plan = new WorldPlan(
                ServerConfig.defaults()
                        .withPort(0)
                        .withMerge(MergeRule.REJECT)
                        .withHeartbeatMillis(200)
                        .withSeed(new SeedPlan(5, 8, 2, 20)),
                5,
                List.of(Dialect.values()),
                CLIENTS,
                77,
                false);
        LiveWorld world = LiveWorld.start(plan);
        world.add(CLIENTS).completion().orTimeout(30, TimeUnit.SECONDS).join();
        return world;
    }

    /// Another policy, changed rows, a client that left, five that are offline with old rows and an edit that waits,
    /// and
    /// one whose session is over.
    private static void stir(LiveWorld world) {
        await().atMost(PATIENCE)
                .until(() -> world.clients().stream()
                        .allMatch(client -> client.snapshot().status() == Status.LIVE));
        world.remove(List.of(world.client(2).orElseThrow()));
        String source = world.schema().source().replace("published == True,", "");
        world.putSchema(SchemaLanguage.parseOrThrow("p", source), false).join();
        eventually(() -> isSettled(world));
        List<Integer> offline = List.of(6, 7, 8, 9, 10);
        offline.forEach(number -> world.client(number).orElseThrow().goOffline());
        eventually(() -> offline.stream()
                .allMatch(
                        number -> world.client(number).orElseThrow().snapshot().status() == Status.OFFLINE));
        FleetClient absent = world.client(6).orElseThrow();
        var waits = absent.create(
                "Post", Map.of("workspaceId", 1L, "authorUserId", absent.userId(), "title", "Later", "content", "x"));
        assertThat(waits).isNotDone();
        for (long id = 1; id <= 5; id++) {
            world.operate("updatePost", Json.object().put("id", id).put("title", "Changed " + id))
                    .join();
        }
        world.operate("deletePost", Json.object().put("id", 6)).join();
        world.client(4).orElseThrow().setFaults(LinkFaults.NONE.withLatency(120));
        FleetClient expired = world.client(3).orElseThrow();
        expired.expireSession().join();
        eventually(() -> expired.snapshot().status() == Status.AUTH_ERROR);
        eventually(() -> isSettled(world));
        eventually(() -> absent.snapshot().pending().size() == 1);
    }

    private WorldBundle saved(LiveWorld world) throws IOException {
        Path file = folder.resolve("saved.parallax");
        WorldBundle packed = world.pack(List.of("no leaks", "user 1 never holds post 2"), new Job("x"));
        WholeFile.write(file, out -> BundleWriter.write(packed, out, new Job("x")));
        return BundleReader.read(file, new Job("x"));
    }

    /// Whether everybody who is online holds what they may see.
    private static boolean isSettled(LiveWorld world) {
        OracleReport report = world.checkNow();
        return Stream.of(report.leaks(), report.missing(), report.stale())
                .flatMap(List::stream)
                .map(finding -> world.client(finding.clientNumber())
                        .orElseThrow()
                        .snapshot()
                        .status())
                .noneMatch(status -> status != Status.OFFLINE && status != Status.AUTH_ERROR);
    }

    private static Map<Integer, ReplicaSnapshot> held(LiveWorld world) {
        Map<Integer, ReplicaSnapshot> held = new LinkedHashMap<>();
        world.clients().forEach(client -> held.put(client.number(), client.snapshot()));
        return held;
    }

    private static Map<String, List<Row>> rows(ReplicaSnapshot snapshot) {
        Map<String, List<Row>> rows = new LinkedHashMap<>();
        snapshot.tables().forEach((record, table) -> {
            if (snapshot.coverage().covers(record)) {
                rows.put(record, table.shown());
            }
        });
        return rows;
    }

    private static void eventually(Callable<Boolean> condition) {
        await().atMost(PATIENCE).until(condition);
    }
}
