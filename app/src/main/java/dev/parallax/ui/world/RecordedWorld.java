package dev.parallax.ui.world;

import dev.parallax.bundle.Job;
import dev.parallax.bundle.WorldBundle;
import dev.parallax.client.Dialect;
import dev.parallax.fleet.AddTask;
import dev.parallax.fleet.FleetClient;
import dev.parallax.fleet.FleetMember;
import dev.parallax.fleet.Traffic;
import dev.parallax.oracle.Convergence;
import dev.parallax.oracle.LeakClockReport;
import dev.parallax.oracle.OracleReport;
import dev.parallax.oracle.Stopwatch;
import dev.parallax.recording.MetricSample;
import dev.parallax.recording.Recording;
import dev.parallax.scenario.Recorder;
import dev.parallax.scenario.Watch;
import dev.parallax.scenario.file.ScenarioWriter;
import dev.parallax.scenario.plan.Cast;
import dev.parallax.scenario.plan.Deed;
import dev.parallax.scenario.plan.Edit;
import dev.parallax.scenario.plan.RowRef;
import dev.parallax.scenario.plan.Setting;
import dev.parallax.scenario.plan.Who;
import dev.parallax.schema.Schema;
import dev.parallax.server.ServerConfig;
import dev.parallax.server.engine.SchemaPut;
import dev.parallax.server.seed.SeedPlan;
import dev.parallax.server.store.SchemaHistory;
import dev.parallax.wire.RowJson;
import java.net.URI;
import java.time.Duration;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// A world whose every change by a person is written down. Thread-safe.
public final class RecordedWorld implements World {
    private final World world;
    private final Recorder recorder;
    private final RecordedTraffic traffic;
    private final Map<Integer, RecordedClient> known = new HashMap<>();
    /// Also of those that are gone, by number: what was written down still calls them so.
    private final Map<Integer, String> castNames = new HashMap<>();

    private final Set<String> takenNames = new HashSet<>();
    private List<FleetClient> of = List.of();
    private List<FleetClient> clients = List.of();

    public RecordedWorld(World world, Recorder recorder) {
        this.world = world;
        this.recorder = recorder;
        this.traffic = new RecordedTraffic(world.traffic(), recorder);
    }

    /// `world` with everything written down, if it is one that can be made again: its rows come from a
    /// seed.
    public static World of(World world, WorldPlan plan) {
        ServerConfig server = plan.server();
        SeedPlan seed = server.seed();
        if (server.database() != null || plan.localData() != null) {
            return world;
        }
        Setting setting = new Setting(
                plan.seed(),
                seed == null ? 0 : seed.users(),
                seed == null ? 0 : seed.workspaces(),
                seed == null ? 0 : seed.posts(),
                Map.of(),
                List.of(),
                server.schemaSource(),
                server.merge(),
                Duration.ofMillis(server.streams().windowMillis()),
                Duration.ofMillis(server.heartbeatMillis()));
        return new RecordedWorld(
                world, new Recorder(setting, () -> world.schema().source(), System::nanoTime));
    }

    @Override
    public Schema schema() {
        return world.schema();
    }

    @Override
    public URI address() {
        return world.address();
    }

    @Override
    public long version() {
        return world.version();
    }

    @Override
    public long now() {
        return world.now();
    }

    @Override
    @SuppressWarnings("ReferenceEquality")
    public synchronized List<FleetClient> clients() {
        List<FleetClient> now = world.clients();
        if (now != of) {
            forget(of, now);
            of = now;
            clients = List.copyOf(now.stream().map(this::recorded).toList());
        }
        return clients;
    }

    @Override
    public long membershipGeneration() {
        return world.membershipGeneration();
    }

    @Override
    public AddTask add(int count) {
        return joining(world.add(count));
    }

    @Override
    public AddTask add(List<FleetMember> members) {
        return joining(world.add(members));
    }

    private AddTask joining(AddTask task) {
        var ignored = task.completion().thenAccept(joined -> {
            if (!joined.isEmpty()) {
                recorder.did(new Deed.Connect(joined.stream().map(this::cast).toList()));
            }
        });
        return task;
    }

    @Override
    public void remove(Collection<FleetClient> gone) {
        List<RecordedClient> leaving =
                gone.stream().map(client -> recorded(client)).toList();
        recorder.did(new Deed.Disconnect(
                new Who(leaving.stream().map(RecordedClient::castName).toList())));
        world.remove(leaving.stream().map(RecordedClient::inner).toList());
    }

    @Override
    public Stopwatch stopwatch(Set<Integer> clients) {
        return world.stopwatch(clients);
    }

    @Override
    public Traffic traffic() {
        return traffic;
    }

    @Override
    public OracleReport oracle() {
        return world.oracle();
    }

    @Override
    public CompletableFuture<ObjectNode> operate(String operation, ObjectNode args) {
        CompletableFuture<ObjectNode> answer = world.operate(operation, args);
        edit(operation, args)
                .ifPresent(edit -> recorder.operated(
                        edit,
                        answer.thenApply(done -> done.path("row").path("id").longValue(0))));
        return answer;
    }

    @Override
    public CompletableFuture<ObjectNode> fault(ObjectNode fault) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> argument : fault.properties()) {
            JsonNode value = argument.getValue();
            if (!argument.getKey().equals("fault")) {
                arguments.put(
                        argument.getKey(),
                        value.isBoolean()
                                ? (Object) value.booleanValue()
                                : value.isNumber() ? (Object) value.longValue() : value.asString());
            }
        }
        recorder.did(new Deed.ServerFault(fault.path("fault").asString(""), arguments));
        return world.fault(fault);
    }

    @Override
    public SchemaHistory schemas() {
        return world.schemas();
    }

    /// The recorder notices by itself that another schema is in force.
    @Override
    public CompletableFuture<SchemaPut> putSchema(Schema next, boolean dropData) {
        return world.putSchema(next, dropData);
    }

    @Override
    public CompletableFuture<Convergence> convergence(Duration deadline) {
        return world.convergence(deadline);
    }

    @Override
    public boolean isBroadcastStopped() {
        return world.isBroadcastStopped();
    }

    @Override
    public Recording recording() {
        return world.recording();
    }

    @Override
    public LeakClockReport leakClock() {
        return world.leakClock();
    }

    @Override
    public List<MetricSample> metrics() {
        return world.metrics();
    }

    @Override
    public void resetLeakClock() {
        world.resetLeakClock();
    }

    @Override
    public List<FleetClient> externals() {
        return world.externals();
    }

    /// Not written down: what connects from outside cannot be played again.
    @Override
    public CompletableFuture<Guest> openSession(ObjectNode fields) {
        return world.openSession(fields);
    }

    @Override
    public Optional<Origin> origin() {
        return world.origin();
    }

    @Override
    public WorldBundle pack(List<String> expectations, Job job) {
        WorldBundle bundle = world.pack(expectations, job);
        return recorder.isFull()
                ? bundle
                : bundle.withSteps(ScenarioWriter.write(recorder.scenario("What was done", "What somebody did.")));
    }

    @Override
    public CompletableFuture<Void> endSession(Guest guest) {
        return world.endSession(guest);
    }

    @Override
    public Archive archive() {
        return world.archive();
    }

    @Override
    public Watch watch() {
        return world.watch();
    }

    @Override
    public Optional<Recorder> recorder() {
        return Optional.of(recorder);
    }

    @Override
    public void close() {
        world.close();
    }

    private synchronized RecordedClient recorded(FleetClient client) {
        if (client instanceof RecordedClient already) {
            return already;
        }
        RecordedClient before = known.get(client.number());
        if (before != null) {
            return before;
        }
        RecordedClient first = new RecordedClient(client, castName(client), recorder);
        known.put(client.number(), first);
        return first;
    }

    private Cast cast(FleetClient client) {
        RecordedClient recorded = recorded(client);
        return new Cast(recorded.castName(), recorded.userId(), recorded.role(), Dialect.of(recorded.dialect()));
    }

    /// Those who left take their wires and caches along.
    private void forget(List<FleetClient> before, List<FleetClient> now) {
        Set<Integer> gone = new HashSet<>();
        before.forEach(client -> gone.add(client.number()));
        now.forEach(client -> gone.remove(client.number()));
        known.keySet().removeAll(gone);
    }

    /// The user's name, and a number where several clients are or were this user's.
    private String castName(FleetClient client) {
        return castNames.computeIfAbsent(
                client.number(),
                number -> takenNames.add(client.name()) ? client.name() : client.name() + " " + number);
    }

    private static Optional<Edit> edit(String operation, ObjectNode args) {
        for (String verb : List.of("create", "update", "delete")) {
            if (operation.startsWith(verb)) {
                return Optional.of(edit(verb, operation.substring(verb.length()), args));
            }
        }
        return Optional.empty();
    }

    private static Edit edit(String verb, String record, ObjectNode args) {
        Map<String, @Nullable Object> fields = new LinkedHashMap<>(RowJson.decodeValues(args));
        RowRef row = RowRef.of(record, args.path("id").longValue(0));
        fields.remove("baseVersion");
        fields.remove("requestId");
        if (verb.equals("create")) {
            return new Edit.Create(record, fields);
        }
        fields.remove("id");
        return verb.equals("update") ? new Edit.Update(row, fields) : new Edit.Delete(row);
    }
}
