package dev.parallax.fleet;

import dev.parallax.client.ClientConfig;
import dev.parallax.client.Dialect;
import dev.parallax.client.LocalStorage;
import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.client.Shared;
import dev.parallax.client.StorageChange;
import dev.parallax.network.Network;
import dev.parallax.network.NetworkConfig;
import dev.parallax.network.SessionCalls;
import dev.parallax.network.SessionCalls.Opened;
import dev.parallax.oracle.Subject;
import dev.parallax.recording.WireLog;
import dev.parallax.server.Inspection;
import dev.parallax.storage.LocalDatabase;
import dev.parallax.wire.Json;
import java.net.URI;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.IntFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The clients of the playground. Thread-safe; every method but [#close] returns at once.
public final class Fleet implements AutoCloseable {
    /// Ending the sessions of a large fleet takes less; a server that is gone is not worth waiting for.
    private static final int FAREWELL_MILLIS = 2_000;

    private final FleetConfig config;
    private final Kinds kinds;
    private final Inspection inspection;
    private final Network network;
    private final SessionCalls sessions;
    private final OwnSessions own = new OwnSessions();
    private final Shared shared = new Shared();
    private final LocalStorage local;
    private final SteadyTraffic traffic;
    private final Object joining = new Object();
    private @Nullable People people;
    private int lastNumber;

    private volatile List<FleetClient> clients = List.of();
    private volatile long membershipGeneration;
    private volatile boolean closed;
    private final List<BiConsumer<FleetClient, ReplicaSnapshot>> listeners = new CopyOnWriteArrayList<>();

    /// A fleet whose devices keep what they keep while it is there.
    ///
    /// @param server where clients connect
    /// @param inspection for the users' names, and for traffic that only the operator may do
    public Fleet(FleetConfig config, URI server, Inspection inspection) {
        this(config, server, inspection, LocalDatabase.temporary(UUID::randomUUID));
    }

    /// See [#Fleet(FleetConfig, URI, Inspection)].
    ///
    /// @param local what the clients' devices keep; closed with the fleet
    public Fleet(FleetConfig config, URI server, Inspection inspection, LocalStorage local) {
        this.config = config;
        this.kinds = new Kinds(config);
        this.local = local;
        this.inspection = inspection;
        this.network = new Network(NetworkConfig.to(server).withHandshakesAtOnceLimit(config.connectionsAtOnceLimit()));
        this.sessions = network.sessions();
        this.traffic = new SteadyTraffic(this::clients, inspection, config.seed(), System::nanoTime);
    }

    /// Adds clients for users chosen by the seed.
    public AddTask add(int count) {
        return start(count, null);
    }

    /// Adds clients for these users.
    public AddTask add(List<FleetMember> members) {
        return start(members.size(), List.copyOf(members));
    }

    /// Adds clients as they were in another run: with their numbers, and holding what they held. Before any other.
    public AddTask restore(List<Former> formers) {
        Joining task = new Joining(formers.size(), config.connectionsAtOnceLimit());
        Thread.ofVirtual().name("parallax-join").start(() -> joinFormers(task, List.copyOf(formers)));
        return task;
    }

    /// All clients, as another run would have to begin to go on from here. Blocks.
    ///
    /// @throws dev.parallax.client.StorageException if a device cannot be read
    public List<Former> formers() {
        return clients.stream()
                .map(client -> ((NetworkedClient) client).former())
                .toList();
    }

    /// No client gets a number up to this one any more.
    public void beginAfter(int number) {
        synchronized (joining) {
            lastNumber = Math.max(lastNumber, number);
        }
    }

    /// What decides who further clients are.
    public long seed() {
        return config.seed();
    }

    /// Signs clients out and forgets them.
    public void remove(Collection<FleetClient> gone) {
        synchronized (this) {
            List<FleetClient> left = new ArrayList<>(clients);
            left.removeAll(List.copyOf(gone));
            publish(left);
        }
        for (FleetClient client : gone) {
            if (client instanceof NetworkedClient networked) {
                networked.leave();
            }
        }
    }

    /// All clients in number order. Immutable.
    public List<FleetClient> clients() {
        return clients;
    }

    /// All clients as they are now, for the oracle.
    public List<Subject> subjects() {
        return clients.stream()
                .map(client -> new Subject(client.number(), client.snapshot()))
                .toList();
    }

    /// Grows whenever [#clients] changes.
    public long membershipGeneration() {
        return membershipGeneration;
    }

    /// Makes the server fail on purpose, or stop doing so; see [dev.parallax.network.AdminCalls#fault].
    public CompletableFuture<ObjectNode> fault(ObjectNode fault) {
        return network.admin().fault(fault);
    }

    /// Brings another schema into force on the server; see [dev.parallax.network.AdminCalls#putSchema].
    public CompletableFuture<ObjectNode> putSchema(String source) {
        return network.admin().putSchema(source);
    }

    /// Has the server compute the log's chain anew; see [dev.parallax.network.AdminCalls#verifyLog].
    public CompletableFuture<ObjectNode> verifyLog() {
        return network.admin().verifyLog();
    }

    /// Opens a session that is no client's of this fleet.
    ///
    /// @return fails with a sentence
    public CompletableFuture<Opened> openSession(ObjectNode fields) {
        return sessions.open(fields);
    }

    /// Ends a session on the server, whoever's it is.
    ///
    /// @return fails with a sentence if it was over
    public CompletableFuture<Void> endSession(String secret) {
        return sessions.end(secret).thenApply(ended -> null);
    }

    /// Whether a session is or was that of a client of this fleet.
    ///
    /// @param sessionKey see [dev.parallax.server.session.Session#key]
    public boolean isOwn(String sessionKey) {
        return own.contains(sessionKey);
    }

    /// Tells `listener` every state that a client publishes, in order for each client, on the client's thread, which
    /// must not be held up.
    public void addListener(BiConsumer<FleetClient, ReplicaSnapshot> listener) {
        listeners.add(listener);
    }

    public void removeListener(BiConsumer<FleetClient, ReplicaSnapshot> listener) {
        listeners.remove(listener);
    }

    private void published(FleetClient client, ReplicaSnapshot snapshot) {
        for (BiConsumer<FleetClient, ReplicaSnapshot> listener : listeners) {
            listener.accept(client, snapshot);
        }
    }

    public Traffic traffic() {
        return traffic;
    }

    /// Stops traffic, ends all sessions and drops every connection. Bounded in time.
    @Override
    public void close() {
        List<FleetClient> last;
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            last = clients;
            publish(List.of());
        }
        traffic.close();
        CompletableFuture<?>[] farewells =
                last.stream().map(client -> ((NetworkedClient) client).leave()).toArray(CompletableFuture<?>[]::new);
        try {
            CompletableFuture.allOf(farewells)
                    .orTimeout(FAREWELL_MILLIS, TimeUnit.MILLISECONDS)
                    .join();
        } catch (CompletionException serverGone) {
            // Sessions that could not be ended stay on the server; there is nothing left to do here.
        }
        network.close();
        local.close();
    }

    private AddTask start(int count, @Nullable List<FleetMember> members) {
        int room = Math.max(0, FleetConfig.CLIENTS_LIMIT - clients.size());
        Joining task = new Joining(Math.min(count, room), config.connectionsAtOnceLimit());
        Thread.ofVirtual().name("parallax-join").start(() -> joinMembers(task, members));
        return task;
    }

    private void joinMembers(Joining task, @Nullable List<FleetMember> members) {
        joinAll(task, index -> {
            NetworkedClient client = make(members == null ? null : members.get(index));
            return new Entrance(client, session(client), Former.Standing.ONLINE);
        });
    }

    private void joinFormers(Joining task, List<Former> formers) {
        joinAll(task, index -> {
            Former former = formers.get(index);
            NetworkedClient client = make(former.number(), former.member(), former.changes());
            client.setFaults(former.faults());
            if (former.standing() != Former.Standing.ONLINE) {
                client.goOffline();
            }
            return new Entrance(client, sessions.open(former.session()), former.standing());
        });
    }

    /// Somebody who is about to come in.
    private record Entrance(NetworkedClient client, CompletableFuture<Opened> session, Former.Standing standing) {}

    private void joinAll(Joining task, IntFunction<Entrance> entrances) {
        try {
            for (int index = 0; index < task.total() && !closed && task.mayStart(); index++) {
                Entrance entrance = entrances.apply(index);
                NetworkedClient client = entrance.client();
                var ignored = entrance.session().whenComplete((opened, failure) -> {
                    if (failure != null || closed) {
                        task.failed(failure);
                        return;
                    }
                    admit(client);
                    client.signedIn(opened);
                    if (entrance.standing() == Former.Standing.SIGNED_OUT) {
                        // It finds out by itself that its session is over.
                        var over = client.expireSession().whenComplete((ended, late) -> client.goOnline());
                    }
                    task.joined(client);
                });
            }
        } catch (InterruptedException | RuntimeException e) {
            task.failed(e);
            task.cancel();
        }
        task.allStarted();
    }

    /// The session that the device kept, so that what waits in its outbox goes out under the session that perhaps
    /// sent it before; a new one if there is none or it is over.
    private CompletableFuture<Opened> session(NetworkedClient client) {
        return client.keptSession()
                .map(kept -> sessions.change(kept.sessionId(), Json.object())
                        .thenApply(fields -> new Opened(kept.sessionId(), fields))
                        .exceptionallyCompose(over -> sessions.open(sessionFields(client))))
                .orElseGet(() -> sessions.open(sessionFields(client)));
    }

    /// Numbers and users are given in order, whoever signs in first, so that a seed always gives the same fleet.
    private NetworkedClient make(@Nullable FleetMember member) {
        synchronized (joining) {
            FleetMember who = member == null ? people().next() : member;
            return make(lastNumber + 1, who, List.of());
        }
    }

    private People people() {
        People known = people;
        if (known == null) {
            known = People.read(inspection, new Random(config.seed()));
            people = known;
        }
        return known;
    }

    /// @param kept what its device begins with
    private NetworkedClient make(int number, FleetMember who, List<StorageChange> kept) {
        synchronized (joining) {
            lastNumber = Math.max(lastNumber, number);
            WireLog wire = new WireLog(InstantSource.system());
            ClientConfig clientConfig =
                    kinds.of(who.dialect() == null ? kinds.turn(number) : who.dialect(), inspection.schema());
            String name = device(number, who, clientConfig.dialect());
            Device device = new Device(name, clientConfig, local, shared, network, wire, config.seed() + number);
            if (!kept.isEmpty()) {
                device.keep(kept);
            }
            return new NetworkedClient(number, who, people().names(), device, sessions, own, wire, this::published);
        }
    }

    /// A device is one person's: what it kept must never go out in another's name.
    private static String device(int number, FleetMember who, Dialect dialect) {
        return dialect.text() + "-" + number + "-user-" + who.userId() + "-" + who.role();
    }

    private ObjectNode sessionFields(NetworkedClient client) {
        ObjectNode fields = Json.object();
        if (inspection.schema().session().field("userId").isPresent()) {
            fields.put("userId", client.userId());
        }
        if (inspection.schema().session().field("role").isPresent()) {
            fields.put("role", client.role());
        }
        return fields;
    }

    private synchronized void admit(NetworkedClient client) {
        List<FleetClient> more = new ArrayList<>(clients);
        more.add(client);
        more.sort(Comparator.comparingInt(FleetClient::number));
        publish(more);
    }

    private void publish(List<FleetClient> now) {
        clients = List.copyOf(now);
        membershipGeneration++;
        if (Integer.bitCount(now.size()) <= 2) {
            // Shares need not be exact: it is enough to redivide now and then as the fleet grows.
            now.forEach(client -> ((NetworkedClient) client).shareWire(now.size()));
        }
    }
}
