package dev.parallax.simulation;

import dev.parallax.client.Dialect;
import dev.parallax.client.Event;
import dev.parallax.client.KeptSession;
import dev.parallax.client.MemoryStorage;
import dev.parallax.client.PendingWrite;
import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.client.Shared;
import dev.parallax.client.Status;
import dev.parallax.client.WriteResult;
import dev.parallax.fleet.FleetConfig;
import dev.parallax.fleet.Kinds;
import dev.parallax.policy.SessionValues;
import dev.parallax.server.engine.Engine;
import dev.parallax.server.engine.MergeRule;
import dev.parallax.server.session.CreatedSession;
import dev.parallax.server.session.Session;
import dev.parallax.server.store.Place;
import dev.parallax.wire.Json;
import dev.parallax.wire.RowJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// One run of a whole fleet in virtual time, from one seed. Confined to its thread; several may run at once, each in
/// its own.
///
/// It does its steps, at random moments, while the network and the server fail; then everything that fails stops, and
/// everybody has to come to hold exactly what they may see. The [Arbiter] says what must hold on the way.
public final class Simulation {
    /// How long everybody may take to come to rest, longer than any backoff and any silence together.
    private static final long REST_MILLIS_LIMIT = 300_000;

    private static final long LOOK_MILLIS = 500;
    private static final long STEP_MILLIS_MAX = 200;
    private static final AtomicLong DATABASES = new AtomicLong();

    private final SimulationPlan plan;
    private final VirtualTime time = new VirtualTime();
    private final Tape tape;
    private final Arbiter arbiter = new Arbiter();
    private final SimulatedServer server;
    private final List<SimulatedClient> clients = new ArrayList<>();
    private final Map<Integer, String> secrets = new TreeMap<>();
    private final Map<Integer, SessionValues> identities = new TreeMap<>();
    private final List<WriteResult> results = new ArrayList<>();
    private final Map<String, Integer> counts = new TreeMap<>();
    private final SplittableRandom random;

    private Simulation(SimulationPlan plan) {
        this.plan = plan;
        this.tape = new Tape(time, plan.isTapeKept());
        this.random = new SplittableRandom(plan.seed());
        SimulatedServer.Settings settings = new SimulatedServer.Settings(
                Policies.first(),
                new Place.NamedMemory("simulation" + DATABASES.incrementAndGet()),
                random.nextInt(4) == 0 ? MergeRule.REJECT : MergeRule.LAST_WRITE_WINS,
                random.nextInt(3) == 0 ? 6 : 1_000,
                random.nextInt(3) == 0 ? 0 : 1_000);
        this.server = new SimulatedServer(time, random.split(), settings, this::started, this::followed);
    }

    /// Runs it to its end.
    public static SimulationResult run(SimulationPlan plan) {
        return new Simulation(plan).run();
    }

    private SimulationResult run() {
        try {
            server.start();
            populate();
            Deeds deeds = new Deeds(this, random.split());
            for (int step = 0; step < plan.steps() && arbiter.failures().isEmpty(); step++) {
                String deed = deeds.next();
                counts.merge(deed, 1, Integer::sum);
                tape.note(0, "step", deed);
                pass(random.nextLong(STEP_MILLIS_MAX * VirtualTime.MILLI));
            }
            if (arbiter.failures().isEmpty()) {
                rest();
            }
        } catch (RuntimeException e) {
            arbiter.failed("it threw " + e + " at " + (e.getStackTrace().length > 0 ? e.getStackTrace()[0] : "?"));
        } finally {
            server.close();
        }
        return new SimulationResult(
                plan.seed(), arbiter.failures(), tape.hash(), tape.text(), time.nanos() / VirtualTime.MILLI, counts);
    }

    private void populate() {
        server.engine().operate(Beginning.batch(server.engine().schema())).whenComplete((done, failure) -> {
            if (failure != null) {
                arbiter.failed("the world could not be made: " + failure);
            }
        });
        server.engine().step();
        followed();
        Kinds kinds = new Kinds(FleetConfig.defaults()
                .withHeartbeatMillis(SimulatedServer.HEARTBEAT_MILLIS)
                .withStreamHeartbeatMillis(SimulatedServer.STREAM_HEARTBEAT_MILLIS));
        SplittableRandom ids = random.split();
        MemoryStorage devices = new MemoryStorage(() -> new UUID(ids.nextLong(), ids.nextLong()));
        Shared shared = new Shared();
        for (int number = 1; number <= plan.clients(); number++) {
            Dialect dialect = plan.dialects().get((number - 1) % plan.dialects().size());
            SimulatedClient client = new SimulatedClient(
                    number,
                    kinds.of(dialect, Policies.first()),
                    time,
                    random.split(),
                    server,
                    devices,
                    shared,
                    tape,
                    new Ear());
            clients.add(client);
            Map<String, Object> identity = new LinkedHashMap<>();
            identity.put("userId", 1L + (number - 1) % Beginning.USERS);
            identity.put("role", number == plan.clients() ? "admin" : "user");
            identities.put(number, new SessionValues(identity));
            signIn(client);
            client.start();
        }
        server.engine().step();
        followed();
    }

    /// What clients tell.
    private final class Ear implements SimulatedClient.Listener {
        @Override
        public void toldBytes(SimulatedClient client, String text) {
            arbiter.told(client.number(), text);
        }

        @Override
        public void writeEnded(SimulatedClient client, WriteResult result) {
            counts.merge(result.accepted() ? "accepted" : "refused", 1, Integer::sum);
            results.add(result);
        }
    }

    private void started() {
        arbiter.isInForce(server.engine().schema());
        followed();
    }

    /// Something may have been committed.
    private void followed() {
        arbiter.follow(server.engine());
    }

    void pass(long nanos) {
        time.runUntil(time.nanos() + nanos);
    }

    /// Gives a client a new session, as soon as the server has made it.
    void signIn(SimulatedClient client) {
        SessionValues values = identity(client);
        arbiter.mayBe(client.number(), values);
        client.snapshot().pending().forEach(write -> arbiter.mayRepeat(write.requestId()));
        server.operate(engine -> {
            CompletableFuture<CreatedSession> created = engine.createSession(values.values());
            created.thenAccept(session -> {
                secrets.put(client.number(), session.secret());
                ObjectNode fields = RowJson.encode(session.session().values().values());
                time.after(1, () -> client.tell(new Event.SignIn(session.secret(), fields)));
            });
        });
    }

    /// Starts a client that is dead from what its device keeps.
    void restart(SimulatedClient client) {
        KeptSession kept = client.start();
        String secret = kept == null ? secrets.get(client.number()) : kept.sessionId();
        if (secret == null) {
            return;
        }
        Session now = server.isUp() ? server.engine().session(secret).orElse(null) : null;
        ObjectNode fields = now != null
                ? RowJson.encode(now.values().values())
                : kept != null
                        ? kept.session()
                        : RowJson.encode(identity(client).values());
        client.tell(new Event.SignIn(secret, fields));
    }

    private SessionValues identity(SimulatedClient client) {
        return Objects.requireNonNull(identities.get(client.number()));
    }

    List<SimulatedClient> clients() {
        return clients;
    }

    SimulatedServer server() {
        return server;
    }

    Arbiter arbiter() {
        return arbiter;
    }

    VirtualTime time() {
        return time;
    }

    @Nullable
    String secret(SimulatedClient client) {
        return secrets.get(client.number());
    }

    /// Everything that fails stops; everybody has to come to hold exactly what they may see.
    private void rest() {
        tape.note(0, "rest", "");
        server.clock().crashNever();
        clients.forEach(client -> client.wire().calm());
        long end = time.nanos() + REST_MILLIS_LIMIT * VirtualTime.MILLI;
        String reason = "nobody looked";
        while (reason != null && time.nanos() < end && arbiter.failures().isEmpty()) {
            clients.forEach(this::rouse);
            pass(LOOK_MILLIS * VirtualTime.MILLI);
            reason = server.isUp() ? unrest() : "the server is down";
        }
        if (reason != null && arbiter.failures().isEmpty()) {
            arbiter.failed("no rest: " + reason);
            return;
        }
        Engine engine = server.engine();
        arbiter.lookAtWrites(results);
        var verdict = engine.verifyLog();
        if (!verdict.valid()) {
            arbiter.failed("the log's hashes do not fit: " + verdict);
        }
        tape.note(0, "log", Json.text(verdict.toJson()));
    }

    private void rouse(SimulatedClient client) {
        if (!client.isAlive()) {
            restart(client);
        } else if (client.snapshot().status() == Status.OFFLINE) {
            client.tell(new Event.GoOnline());
        } else if (client.snapshot().status() == Status.AUTH_ERROR && server.isUp()) {
            signIn(client);
        }
        client.snapshot().pending().stream()
                .filter(write -> write.state() == PendingWrite.State.CONFLICT)
                .toList()
                .forEach(write -> client.tell(new Event.TakeTheirs(write.requestId())));
    }

    /// @return what is not at rest, or null
    private @Nullable String unrest() {
        for (SimulatedClient client : clients) {
            ReplicaSnapshot snapshot = client.snapshot();
            if (snapshot.status() != Status.LIVE || !snapshot.pending().isEmpty()) {
                return client.describe();
            }
        }
        for (SimulatedClient client : clients) {
            String secret = secrets.get(client.number());
            Session session =
                    secret == null ? null : server.engine().session(secret).orElse(null);
            if (session == null) {
                return client.describe() + " has no session";
            }
            String difference =
                    Arbiter.difference(client.snapshot(), server.engine().truth(session.values()));
            if (difference != null) {
                return client.describe() + ": " + difference;
            }
        }
        return null;
    }
}
