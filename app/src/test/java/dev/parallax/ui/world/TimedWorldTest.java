package dev.parallax.ui.world;

import static org.assertj.core.api.Assertions.assertThat;

import dev.parallax.change.Version;
import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.client.Status;
import dev.parallax.fleet.FleetClient;
import dev.parallax.oracle.LeakClockReport;
import dev.parallax.oracle.LeakClockReport.Kind;
import dev.parallax.server.ServerConfig;
import dev.parallax.wire.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What a world times and records, with real clients of all dialects.
class TimedWorldTest {
    private static final int CLIENTS = 10;

    private LiveWorld world;

    @BeforeEach
    void start() {
        world = LiveWorld.start(new WorldPlan(
                ServerConfig.defaults().withPort(0), 1, WorldPlan.DIALECTS_DEFAULT, 0, WorldPlan.RATE_DEFAULT, false));
        world.add(CLIENTS);
        await(() -> live() == CLIENTS);
    }

    @AfterEach
    void close() {
        world.close();
    }

    private static void await(java.util.concurrent.Callable<Boolean> holds) {
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(holds);
    }

    private long live() {
        return world.clients().stream()
                .filter(client -> client.snapshot().status() == Status.LIVE
                        && client.snapshot().version() > 0)
                .count();
    }

    private void publish(long id, boolean published) {
        world.operate("updatePost", Json.object().put("id", id).put("published", published))
                .join();
    }

    private Set<String> timed(Kind kind) {
        Set<String> dialects = new TreeSet<>();
        world.leakClock().lines().stream()
                .filter(line -> line.kind() == kind)
                .forEach(line -> dialects.add(line.dialect()));
        return dialects;
    }

    private boolean holds(FleetClient client, long id) {
        return client.snapshot().table(World.POST).synced().stream().anyMatch(row -> row.id() == id);
    }

    @Test
    void everyDialectsTimesAreTold() {
        Set<String> dialects =
                new TreeSet<>(world.clients().stream().map(FleetClient::dialect).toList());
        assertThat(dialects).hasSize(5);
        for (long id = 1; id <= 60; id++) {
            publish(id, true);
        }
        await(() -> world.convergence(Duration.ofSeconds(30)).join().reached());
        for (long id = 1; id <= 60; id++) {
            publish(id, false);
        }
        await(() ->
                timed(Kind.PURGED).equals(dialects) && world.leakClock().held().isEmpty());
        LeakClockReport report = world.leakClock();
        assertThat(report.watched()).isEqualTo(CLIENTS);
        assertThat(report.lines()).allSatisfy(line -> {
            assertThat(line.count()).isPositive();
            assertThat(line.p50()).isBetween(1L, line.p99());
            assertThat(line.max()).isLessThan(60_000_000);
        });
        assertThat(report.longest()).isSortedAccordingTo((one, other) -> Long.compare(other.micros(), one.micros()));
        world.resetLeakClock();
        assertThat(world.leakClock().lines()).isEmpty();
    }

    @Test
    void clientThatIsCutOffHoldsWhatWasRevokedUntilItIsBack() {
        FleetClient client = world.clients().getFirst();
        long id = world.clients().stream()
                .flatMap(each -> each.snapshot().table(World.POST).synced().stream())
                .filter(row -> Boolean.TRUE.equals(row.get("published"))
                        && !Long.valueOf(client.userId()).equals(row.get("authorUserId")))
                .findFirst()
                .orElseThrow()
                .id();
        assertThat(holds(client, id)).isTrue();
        client.goOffline();
        await(() -> client.snapshot().status() == Status.OFFLINE);
        publish(id, false);
        await(() -> world.leakClock().held().stream().anyMatch(held -> held.id() == id && held.away()));
        assertThat(world.leakClock().held())
                .filteredOn(held -> held.client() == client.number())
                .allMatch(held -> held.micros() > 0);
        client.goOnline();
        await(() -> !holds(client, id));
        await(() -> world.leakClock().held().isEmpty());
        assertThat(timed(Kind.PURGED_AWAY)).contains(client.dialect());
    }

    @Test
    void whatARoleTookAwayIsTimedToo() {
        FleetClient client = world.clients().getFirst();
        client.changeSession(Map.of("role", "admin")).join();
        await(() -> world.convergence(Duration.ofSeconds(30)).join().reached());
        int before = client.snapshot().table(World.POST).synced().size();
        client.changeSession(Map.of("role", "user")).join();
        await(() -> client.snapshot().table(World.POST).synced().size() < before);
        await(() -> timed(Kind.PURGED).contains(client.dialect())
                || timed(Kind.PURGED_AWAY).contains(client.dialect()));
        await(() -> world.leakClock().held().isEmpty());
    }

    @Test
    void recordingKnowsWhatEverybodyHeldBefore() {
        FleetClient client = world.clients().getFirst();
        long id = client.snapshot().table(World.POST).synced().stream()
                .filter(row -> Boolean.TRUE.equals(row.get("published"))
                        && !Long.valueOf(client.userId()).equals(row.get("authorUserId")))
                .findFirst()
                .orElseThrow()
                .id();
        await(() -> recorded(Long.MAX_VALUE - 1, client).generation()
                == client.snapshot().generation());
        long before = Version.of(Instant.now());
        publish(id, false);
        await(() -> !holds(client, id));
        await(() -> recorded(Long.MAX_VALUE - 1, client).table(World.POST).synced().stream()
                .noneMatch(row -> row.id() == id));
        assertThat(recorded(before, client).table(World.POST).synced()).anyMatch(row -> row.id() == id);
        world.remove(List.of(client));
        await(() -> !world.recording().at(Long.MAX_VALUE - 1).containsKey(client.number()));
        assertThat(world.recording().at(before)).containsKey(client.number());
    }

    private ReplicaSnapshot recorded(long time, FleetClient client) {
        ReplicaSnapshot found = world.recording().at(time).get(client.number());
        if (found == null) {
            throw new AssertionError("nothing is recorded of client " + client.number());
        }
        return found;
    }
}
