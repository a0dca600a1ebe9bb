package dev.parallax.bench;

import dev.parallax.change.Row;
import dev.parallax.client.ClientConfig;
import dev.parallax.client.ClientMachines;
import dev.parallax.client.ClientStorage;
import dev.parallax.client.Dialect;
import dev.parallax.client.Event;
import dev.parallax.client.MemoryStorage;
import dev.parallax.client.Shared;
import dev.parallax.fleet.FleetConfig;
import dev.parallax.fleet.Kinds;
import dev.parallax.network.ClientRuntime;
import dev.parallax.network.Network;
import dev.parallax.network.NetworkConfig;
import dev.parallax.oracle.Convergence;
import dev.parallax.oracle.Oracle;
import dev.parallax.oracle.Subject;
import dev.parallax.policy.SessionValues;
import dev.parallax.server.Inspection;
import dev.parallax.server.ServerConfig;
import dev.parallax.server.SyncServer;
import dev.parallax.server.seed.SeedPlan;
import dev.parallax.wire.Json;
import dev.parallax.wire.RowJson;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The five dialects on the same work: the same users, each connected once in every dialect, and one sequence of
/// writes. Prints a table; the figures of one run are comparable with each other, not with those of other machines.
/// Confined to its caller's thread.
public final class DialectBench {
    private static final int SECONDS_MAX = 120;

    private final int users;
    private final int postsAtFirst;
    private final int writes;
    private final int writesPerSecond;
    private final long seed;
    private final PrintWriter out;
    private final Map<Long, Long> askedNanos = new ConcurrentHashMap<>();
    private final Map<Dialect, ReceivedCounts> counts = new EnumMap<>(Dialect.class);
    private final Map<Dialect, long[]> firstSync = new EnumMap<>(Dialect.class);
    private final Map<Dialect, Long> wholeLists = new EnumMap<>(Dialect.class);
    private final Map<Long, Set<Long>> spaces = new HashMap<>();
    private final WholeLists lists = new WholeLists();
    private final List<Long> posts = new ArrayList<>();

    /// @param users of the default world, each connected in every dialect
    /// @param posts that are there before the first write
    /// @param writesPerSecond at a steady pace, because a dialect that batches gains by it
    public DialectBench(int users, int posts, int writes, int writesPerSecond, long seed, PrintWriter out) {
        this.users = users;
        this.postsAtFirst = posts;
        this.writes = writes;
        this.writesPerSecond = writesPerSecond;
        this.seed = seed;
        this.out = out;
    }

    /// Runs and prints.
    ///
    /// @throws IllegalStateException if clients do not become or stay up to date
    public void run() throws InterruptedException {
        SeedPlan plan = new SeedPlan(
                SeedPlan.DEFAULT.seed(), SeedPlan.DEFAULT.users(), SeedPlan.DEFAULT.workspaces(), postsAtFirst);
        try (SyncServer server =
                        SyncServer.start(ServerConfig.defaults().withPort(0).withSeed(plan));
                Network network = new Network(NetworkConfig.to(server.uri()))) {
            Inspection inspection = server.inspection();
            readWorld(inspection);
            List<ClientRuntime> clients = connect(network, inspection);
            await(clients, inspection);
            counts.forEach((dialect, count) -> firstSync.put(dialect, new long[] {count.messages(), count.bytes()}));
            write(inspection);
            await(clients, inspection);
            print();
            clients.forEach(ClientRuntime::close);
        }
    }

    private void readWorld(Inspection inspection) {
        SessionValues admin = new SessionValues(Map.of("userId", 0L, "role", "admin"));
        for (Row row : inspection.truth(admin).tables().getOrDefault("Post", List.of())) {
            lists.put(RowJson.encode(row));
            posts.add(row.id());
        }
        for (long user = 1; user <= users; user++) {
            SessionValues values = new SessionValues(Map.of("userId", user, "role", "user"));
            Set<Long> ids = new HashSet<>();
            inspection
                    .truth(values)
                    .tables()
                    .getOrDefault("Workspace", List.of())
                    .forEach(row -> ids.add(row.id()));
            spaces.put(user, ids);
        }
    }

    private List<ClientRuntime> connect(Network network, Inspection inspection) {
        List<ClientRuntime> clients = new ArrayList<>();
        Shared shared = new Shared();
        MemoryStorage storage = new MemoryStorage(UUID::randomUUID);
        for (Dialect dialect : Dialect.values()) {
            ReceivedCounts count = new ReceivedCounts(askedNanos);
            counts.put(dialect, count);
            FleetConfig fleet = FleetConfig.defaults().withDialects(List.of(dialect));
            ClientConfig config = new Kinds(fleet).of(1, inspection.schema());
            for (long user = 1; user <= users; user++) {
                ObjectNode fields = Json.object().put("userId", user).put("role", "user");
                var opened = network.sessions().open(fields).join();
                ClientStorage device = storage.open(dialect.text() + " " + user);
                ClientRuntime client = network.run(
                        ClientMachines.create(config, new Random(user), shared, device.load()),
                        device,
                        0,
                        count.tap(),
                        published -> {});
                client.tell(new Event.SignIn(opened.sessionId(), opened.session()));
                clients.add(client);
            }
        }
        return clients;
    }

    private void write(Inspection inspection) throws InterruptedException {
        Random random = new Random(seed);
        long start = System.nanoTime();
        for (int number = 0; number < writes; number++) {
            long due = start + number * TimeUnit.SECONDS.toNanos(1) / writesPerSecond;
            long wait = due - System.nanoTime();
            if (wait > 0) {
                TimeUnit.NANOSECONDS.sleep(wait);
            }
            write(inspection, random, number);
        }
    }

    private void write(Inspection inspection, Random random, long number) {
        int kind = random.nextInt(100);
        String content = ReceivedCounts.mark(number)
                + "A paragraph of ordinary length, as somebody might write it before lunch.";
        long id = posts.get(random.nextInt(posts.size()));
        askedNanos.put(number, System.nanoTime());
        if (kind < 15) {
            ObjectNode row = operate(
                    inspection,
                    "createPost",
                    Json.object()
                            .put("workspaceId", 1 + random.nextInt(3))
                            .put("authorUserId", 1 + random.nextInt(users))
                            .put("title", "Post of write " + number)
                            .put("content", content)
                            .put("published", random.nextBoolean()));
            long created = row.path("id").longValue();
            posts.add(created);
            changed(created, null, (ObjectNode) row.path("row"));
            return;
        }
        Object before = lists.before(id);
        if (kind < 20) {
            operate(inspection, "deletePost", Json.object().put("id", id));
            posts.remove(id);
            changed(id, before, null);
            return;
        }
        ObjectNode update = Json.object().put("id", id).put("content", content);
        if (kind < 35) {
            update.put("published", random.nextBoolean());
        }
        ObjectNode answer = operate(inspection, "updatePost", update);
        changed(id, before, (ObjectNode) answer.path("row"));
    }

    private void changed(long id, @Nullable Object before, @Nullable ObjectNode row) {
        if (row == null) {
            lists.remove(id);
        } else {
            lists.put(row);
        }
        for (long user = 1; user <= users; user++) {
            Set<Long> own = spaces.getOrDefault(user, Set.of());
            for (Dialect dialect : Dialect.values()) {
                long bytes = 0;
                if (dialect == Dialect.SPACE) {
                    for (long space : own) {
                        bytes += lists.bytes(user, id, before, Predicate.isEqual(space));
                    }
                } else {
                    bytes = lists.bytes(user, id, before, workspace -> true);
                }
                wholeLists.merge(dialect, bytes, Long::sum);
            }
        }
    }

    private static ObjectNode operate(Inspection inspection, String operation, ObjectNode args) {
        return inspection.operate(operation, args).join();
    }

    /// Waits until every client holds exactly what its session may see. What versions the clients name does not say it:
    /// a
    /// client that may not see the last write hears nothing of it.
    private static void await(List<ClientRuntime> clients, Inspection inspection) {
        try (Oracle oracle = new Oracle(() -> subjects(clients), inspection)) {
            Convergence convergence =
                    oracle.convergence(Duration.ofSeconds(SECONDS_MAX)).join();
            if (!convergence.reached()) {
                throw new IllegalStateException(convergence.unconverged().size() + " clients are not up to date after "
                        + SECONDS_MAX + " seconds. " + convergence.unconverged().getFirst());
            }
        }
    }

    private static List<Subject> subjects(List<ClientRuntime> clients) {
        return IntStream.range(0, clients.size())
                .mapToObj(number -> new Subject(number, clients.get(number).snapshot()))
                .toList();
    }

    private void print() {
        out.printf(
                "%d users in each dialect, %d posts at first, %d writes at %d a second%n%n",
                users, postsAtFirst, writes, writesPerSecond);
        out.println(
                "| dialect | first sync, kB | messages | kB | bytes a write and client | visible p50, ms | p95, ms |"
                        + " whole lists, kB | times less |");
        out.println("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |");
        for (Dialect dialect : Dialect.values()) {
            ReceivedCounts count = counts.getOrDefault(dialect, new ReceivedCounts(Map.of()));
            long[] before = firstSync.getOrDefault(dialect, new long[2]);
            long bytes = count.bytes() - before[1];
            long whole = wholeLists.getOrDefault(dialect, 0L);
            out.printf(
                    "| %s | %,.1f | %,d | %,.1f | %,.0f | %,.1f | %,.1f | %,.1f | %,.1f |%n",
                    dialect.text(),
                    before[1] / 1e3,
                    count.messages() - before[0],
                    bytes / 1e3,
                    (double) bytes / writes / users,
                    count.millisAt(50),
                    count.millisAt(95),
                    whole / 1e3,
                    (double) whole / Math.max(1, bytes));
        }
        out.flush();
    }
}
