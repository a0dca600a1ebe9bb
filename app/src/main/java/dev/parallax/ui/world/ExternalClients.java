package dev.parallax.ui.world;

import dev.parallax.change.Row;
import dev.parallax.client.Coverage;
import dev.parallax.client.Dialect;
import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.client.Status;
import dev.parallax.client.TableSnapshot;
import dev.parallax.fleet.Fleet;
import dev.parallax.fleet.FleetClient;
import dev.parallax.policy.SessionValues;
import dev.parallax.server.Inspection;
import dev.parallax.server.engine.TruthSnapshot;
import dev.parallax.server.session.ConnectedSession;
import dev.parallax.wire.Json;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Who is connected and is not of the fleet, looked up again and again on a thread of its own. Thread-safe.
///
/// There is one client for each session and dialect, however many streams that takes. It is there from the first
/// look at which a connection of it is open to the first at which none is.
final class ExternalClients implements AutoCloseable {
    /// Each look reads all that every such session may see.
    static final int CLIENTS_LIMIT = 50;

    private static final int LOOK_MILLIS = 500;
    private static final Logger LOG = LoggerFactory.getLogger(ExternalClients.class);

    private final Fleet fleet;
    private final Inspection inspection;
    private final Guests guests;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("parallax-external").factory());
    /// Confined to the timer.
    private Map<Key, ExternalClient> known = new HashMap<>();

    private int lastNumber = ExternalClient.FIRST_NUMBER - 1;
    private volatile List<FleetClient> clients = List.of();

    private record Key(String session, String dialect) {}

    /// A client by its session and its connections. One that goes on polling stays as long as it is heard of.
    private final class Reached implements Reach {
        private final Key key;
        private volatile List<String> connections = List.of();

        Reached(Key key) {
            this.key = key;
        }

        @Override
        public boolean canCut() {
            return !key.dialect().equals(Dialect.CHANGELOG.text());
        }

        @Override
        public void cut() {
            if (canCut()) {
                for (String id : connections) {
                    var ignored = fleet.fault(Json.object().put("fault", "cut").put("connection", Long.parseLong(id)));
                }
            }
        }

        @Override
        public boolean canEnd() {
            return guests.knows(key.session());
        }

        @Override
        public CompletableFuture<Void> end() {
            return guests.endKey(key.session());
        }
    }

    ExternalClients(Fleet fleet, Inspection inspection, Guests guests) {
        this.fleet = fleet;
        this.inspection = inspection;
        this.guests = guests;
        var ignored = timer.scheduleWithFixedDelay(this::look, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
    }

    /// In number order. Immutable.
    List<FleetClient> clients() {
        return clients;
    }

    @Override
    public void close() {
        timer.shutdownNow();
    }

    private void look() {
        try {
            Map<Key, ExternalClient> now = new LinkedHashMap<>();
            Map<Key, List<String>> connections = new HashMap<>();
            for (ConnectedSession each : inspection.connections()) {
                Key key = new Key(each.session().key(), each.dialect());
                connections.computeIfAbsent(key, first -> new ArrayList<>()).add(each.connection());
                if (now.size() < CLIENTS_LIMIT && !now.containsKey(key) && !fleet.isOwn(key.session())) {
                    now.put(key, client(key, known.get(key), each));
                }
            }
            now.forEach((key, client) -> {
                if (client.reach() instanceof Reached reached) {
                    reached.connections = List.copyOf(connections.getOrDefault(key, List.of()));
                }
            });
            if (!now.equals(known)) {
                known = now;
                List<FleetClient> inOrder = new ArrayList<>(now.values());
                inOrder.sort((a, b) -> Integer.compare(a.number(), b.number()));
                clients = List.copyOf(inOrder);
            }
        } catch (RuntimeException e) {
            // A look that fails, as while the server stops, is not the last.
            LOG.debug("Who is connected could not be looked up", e);
        }
    }

    /// The same object as before if nothing changed, so that nothing is painted anew.
    private ExternalClient client(Key key, @Nullable ExternalClient before, ConnectedSession connection) {
        SessionValues session = connection.session().values();
        TruthSnapshot truth = inspection.truth(session);
        if (before != null
                && before.snapshot().session().equals(session)
                && rows(before.snapshot()).equals(truth.tables())) {
            return before;
        }
        long user = session.get("userId") instanceof Long id ? id : 0;
        return new ExternalClient(
                before == null ? ++lastNumber : before.number(),
                name(truth, user),
                user,
                Objects.toString(session.get("role"), ""),
                snapshot(before == null ? 1 : before.snapshot().generation() + 1, session, truth, connection),
                before == null ? new Reached(key) : before.reach());
    }

    private static ReplicaSnapshot snapshot(
            long generation, SessionValues session, TruthSnapshot truth, ConnectedSession connection) {
        Map<String, TableSnapshot> tables = new LinkedHashMap<>();
        truth.tables()
                .forEach((record, rows) ->
                        tables.put(record, new TableSnapshot(record, rows, rows, Set.of(), truth.version(), null)));
        return new ReplicaSnapshot(
                generation,
                Status.LIVE,
                "Connected from outside by " + connection.dialect() + ". Shown is what the server may send it.",
                session,
                truth.version(),
                Coverage.ALL,
                tables,
                List.of(),
                List.of());
    }

    private static Map<String, List<Row>> rows(ReplicaSnapshot snapshot) {
        Map<String, List<Row>> rows = new LinkedHashMap<>();
        snapshot.tables().forEach((record, table) -> rows.put(record, table.synced()));
        return rows;
    }

    private static String name(TruthSnapshot truth, long user) {
        return truth.tables().getOrDefault("User", List.of()).stream()
                .filter(row -> row.id() == user)
                .map(row -> String.valueOf(row.get("name")))
                .findFirst()
                .orElse("User " + user);
    }
}
