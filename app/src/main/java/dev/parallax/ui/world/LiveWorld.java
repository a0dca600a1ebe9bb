package dev.parallax.ui.world;

import dev.parallax.bundle.Job;
import dev.parallax.bundle.WorldBundle;
import dev.parallax.change.Version;
import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.fleet.AddTask;
import dev.parallax.fleet.Fleet;
import dev.parallax.fleet.FleetClient;
import dev.parallax.fleet.FleetConfig;
import dev.parallax.fleet.FleetMember;
import dev.parallax.fleet.Former;
import dev.parallax.fleet.Traffic;
import dev.parallax.oracle.Convergence;
import dev.parallax.oracle.LeakClockReport;
import dev.parallax.oracle.Oracle;
import dev.parallax.oracle.OracleReport;
import dev.parallax.oracle.Stopwatch;
import dev.parallax.recording.MetricSample;
import dev.parallax.recording.Participant;
import dev.parallax.recording.Recording;
import dev.parallax.scenario.Arena;
import dev.parallax.scenario.Watch;
import dev.parallax.schema.Schema;
import dev.parallax.server.ServerConfig;
import dev.parallax.server.ServerStartException;
import dev.parallax.server.SyncServer;
import dev.parallax.server.engine.SchemaPut;
import dev.parallax.server.engine.UnsupportedSchemaException;
import dev.parallax.server.store.SchemaHistory;
import dev.parallax.storage.LocalDatabase;
import dev.parallax.wire.Json;
import java.net.URI;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// A world over a real server on this machine, with a fleet of real network clients. Thread-safe.
public final class LiveWorld implements World {
    private static final int SWEEP_MILLIS = 250;

    private final SyncServer server;
    private final Fleet fleet;
    private final Oracle oracle;
    private final Archive archive;
    private final Recording recording;
    /// Looks after the recording, and counts.
    private final ScheduledExecutorService clerk = Executors.newSingleThreadScheduledExecutor(
            Thread.ofPlatform().daemon().name("parallax-clerk").factory());
    private final MetricSampler metrics = new MetricSampler();

    private final List<Stopwatch> stopwatches = new CopyOnWriteArrayList<>();
    private final Watch watch;
    private final Guests guests;
    private final ExternalClients externals;

    private final @Nullable Origin origin;
    /// The server's, so that what is recorded stands where its versions do.
    private final InstantSource clock;

    private LiveWorld(
            SyncServer server, Fleet fleet, Oracle oracle, Watch watch, Recording recording, @Nullable Origin origin) {
        this.clock = server.config().clock();
        this.recording = recording;
        this.origin = origin;
        this.server = server;
        this.fleet = fleet;
        this.oracle = oracle;
        this.watch = watch;
        this.guests = new Guests(fleet::endSession);
        this.externals = new ExternalClients(fleet, server.inspection(), guests);
        this.archive = new ServerArchive(server.inspection());
        fleet.addListener(this::published);
        clerk.scheduleWithFixedDelay(this::sweep, SWEEP_MILLIS, SWEEP_MILLIS, TimeUnit.MILLISECONDS);
        clerk.scheduleAtFixedRate(this::sample, 0, 1, TimeUnit.SECONDS);
    }

    /// The world of a scenario, which closes with it.
    public static LiveWorld of(Arena arena) {
        return new LiveWorld(arena.server(), arena.fleet(), arena.oracle(), arena.watch(), new Recording(), null);
    }

    /// Starts server, fleet (still empty) and oracle; blocks until they are up.
    ///
    /// @throws ServerStartException see [SyncServer#start]
    /// @throws dev.parallax.client.StorageException if the devices' folder cannot be used
    public static LiveWorld start(WorldPlan plan) {
        Path folder = plan.localData();
        LocalDatabase local = folder == null
                ? LocalDatabase.temporary(UUID::randomUUID)
                : LocalDatabase.keptIn(folder, UUID::randomUUID);
        SyncServer server = startServer(plan, local);
        Fleet fleet = fleet(plan, server, local);
        Oracle oracle = new Oracle(fleet::subjects, server.inspection());
        return new LiveWorld(server, fleet, oracle, watch(fleet, oracle, server), new Recording(), null);
    }

    /// Goes on with a saved world: its server begins with the same rows, policies and log, its clients come back one
    /// after the other with what they held, and what was recorded can be looked back over. Traffic is paused.
    ///
    /// @param name of the file that it was saved in
    /// @param isRecording whether only a recording was saved, and nothing is known of the server
    /// @throws ServerStartException if the server cannot begin with that
    public static LiveWorld open(String name, WorldBundle bundle, boolean isRecording) {
        WorldPlan plan = Plans.of(bundle, Plans.clock(bundle, Clock.systemUTC()));
        LocalDatabase local = LocalDatabase.temporary(UUID::randomUUID);
        SyncServer server = startServer(plan, local);
        Fleet fleet = fleet(plan, server, local);
        fleet.traffic().setMix(bundle.settings().mix());
        Recording recording = bundle.recorded().recording();
        recording.participants().keySet().forEach(fleet::beginAfter);
        Oracle oracle = new Oracle(fleet::subjects, server.inspection());
        Watch watch = watch(fleet, oracle, server);
        Origin origin = new Origin(
                name,
                bundle,
                recording.from(),
                bundle.recorded().until(),
                Version.of(server.config().clock().instant()),
                isRecording,
                fleet.restore(bundle.clients()));
        if (bundle.settings().isBroadcastStopped()) {
            var ignored =
                    fleet.fault(Json.object().put("fault", "stop-broadcasting").put("on", true));
        }
        return new LiveWorld(server, fleet, oracle, watch, recording, origin);
    }

    private static Fleet fleet(WorldPlan plan, SyncServer server, LocalDatabase local) {
        FleetConfig config = FleetConfig.defaults()
                .withSeed(plan.seed())
                .withDialects(plan.dialects())
                .withHeartbeatMillis(plan.server().heartbeatMillis())
                .withStreamHeartbeatMillis(plan.server().streams().heartbeatMillis());
        Fleet fleet = new Fleet(config, server.uri(), server.inspection(), local);
        fleet.traffic().setRate(plan.rate());
        return fleet;
    }

    private static Watch watch(Fleet fleet, Oracle oracle, SyncServer server) {
        return new Watch(
                fleet,
                oracle,
                server.inspection(),
                client -> Set.of(client.name()),
                server.config().clock());
    }

    private void published(FleetClient client, ReplicaSnapshot snapshot) {
        recording.meet(
                client.number(),
                () -> new Participant(
                        client.number(), client.name(), client.userId(), client.role(), client.dialect()));
        recording.add(client.number(), snapshot, now());
        stopwatches.forEach(stopwatch -> stopwatch.published(client.number(), client.sessionId(), snapshot));
    }

    private void sweep() {
        Map<Integer, ReplicaSnapshot> all = new HashMap<>();
        fleet.clients().forEach(client -> all.put(client.number(), client.snapshot()));
        recording.sweep(all, now());
    }

    private void sample() {
        metrics.sample(
                now(),
                fleet.clients(),
                server.inspection().figures(),
                watch.leakClock().interval(),
                server.queuedMessages());
    }

    @Override
    public Schema schema() {
        return server.inspection().schema();
    }

    @Override
    public URI address() {
        return server.uri();
    }

    @Override
    public long version() {
        return server.inspection().version();
    }

    @Override
    public long now() {
        return Version.of(clock.instant());
    }

    @Override
    public List<FleetClient> clients() {
        return fleet.clients();
    }

    @Override
    public long membershipGeneration() {
        return fleet.membershipGeneration();
    }

    @Override
    public AddTask add(int count) {
        return fleet.add(count);
    }

    @Override
    public AddTask add(List<FleetMember> members) {
        return fleet.add(members);
    }

    @Override
    public Stopwatch stopwatch(Set<Integer> clients) {
        AtomicReference<Stopwatch> self = new AtomicReference<>();
        Stopwatch stopwatch =
                new Stopwatch(clients, POST, server.inspection(), clock, clerk, () -> stopwatches.remove(self.get()));
        self.set(stopwatch);
        stopwatches.add(stopwatch);
        fleet.clients().forEach(client -> stopwatch.published(client.number(), client.sessionId(), client.snapshot()));
        return stopwatch;
    }

    @Override
    public void remove(Collection<FleetClient> gone) {
        fleet.remove(gone);
    }

    @Override
    public Traffic traffic() {
        return fleet.traffic();
    }

    @Override
    public OracleReport oracle() {
        return oracle.report();
    }

    /// Compares now, on the calling thread, which waits for the database.
    public OracleReport checkNow() {
        return oracle.checkNow();
    }

    @Override
    public SchemaHistory schemas() {
        return server.inspection().schemas();
    }

    @Override
    public CompletableFuture<SchemaPut> putSchema(Schema next, boolean dropData) {
        try {
            return server.inspection().putSchema(next, dropData);
        } catch (UnsupportedSchemaException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    @Override
    public CompletableFuture<Convergence> convergence(Duration deadline) {
        return oracle.convergence(deadline);
    }

    @Override
    public CompletableFuture<ObjectNode> operate(String operation, ObjectNode args) {
        return server.inspection().operate(operation, args);
    }

    @Override
    public CompletableFuture<ObjectNode> fault(ObjectNode fault) {
        return fleet.fault(fault);
    }

    @Override
    public boolean isBroadcastStopped() {
        return server.inspection().isBroadcastStopped();
    }

    @Override
    public Watch watch() {
        return watch;
    }

    @Override
    public Recording recording() {
        return recording;
    }

    @Override
    public LeakClockReport leakClock() {
        return watch.leakClock().report(fleet.clients().size());
    }

    @Override
    public List<MetricSample> metrics() {
        return metrics.samples();
    }

    @Override
    public void resetLeakClock() {
        watch.leakClock().reset();
    }

    @Override
    public List<FleetClient> externals() {
        return externals.clients();
    }

    @Override
    public CompletableFuture<Guest> openSession(ObjectNode fields) {
        return new Reception(fleet, server.inspection(), guests).open(fields);
    }

    @Override
    public CompletableFuture<Void> endSession(Guest guest) {
        return guests.end(guest.sessionId());
    }

    @Override
    public Optional<Origin> origin() {
        return Optional.ofNullable(origin);
    }

    @Override
    public WorldBundle pack(List<String> expectations, Job job) {
        List<Former> clients = fleet.formers();
        job.check();
        return Plans.pack(server, fleet, clients, expectations, recording, now());
    }

    @Override
    public Archive archive() {
        return archive;
    }

    @Override
    public void close() {
        watch.close();
        externals.close();
        guests.endAll();
        oracle.close();
        clerk.shutdownNow();
        stopwatches.forEach(Stopwatch::close);
        fleet.close();
        server.close();
    }

    private static SyncServer startServer(WorldPlan plan, LocalDatabase local) {
        try {
            return startServer(plan);
        } catch (RuntimeException e) {
            local.close();
            throw e;
        }
    }

    private static SyncServer startServer(WorldPlan plan) {
        ServerConfig config = plan.server();
        try {
            return SyncServer.start(config);
        } catch (ServerStartException e) {
            if (plan.anyPortInstead() && config.port() != 0) {
                return SyncServer.start(config.withPort(0));
            }
            throw e;
        }
    }
}
