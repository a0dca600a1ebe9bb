package dev.parallax.scenario;

import dev.parallax.change.Row;
import dev.parallax.fleet.Fleet;
import dev.parallax.fleet.FleetClient;
import dev.parallax.fleet.FleetConfig;
import dev.parallax.fleet.FleetMember;
import dev.parallax.oracle.Oracle;
import dev.parallax.policy.SessionValues;
import dev.parallax.scenario.plan.Cast;
import dev.parallax.scenario.plan.Setting;
import dev.parallax.server.Inspection;
import dev.parallax.server.ServerConfig;
import dev.parallax.server.SyncServer;
import dev.parallax.server.front.StreamSettings;
import dev.parallax.server.seed.SeedPlan;
import dev.parallax.wire.Json;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;

/// What a scenario is played on: a real server on a free port, a real fleet, the oracle and a watch.
/// Thread-safe.
public final class Arena implements AutoCloseable {
    private final SyncServer server;
    private final Fleet fleet;
    private final Oracle oracle;
    private final Watch watch;
    private final Map<String, FleetClient> cast = new ConcurrentHashMap<>();
    private final Map<Integer, String> names = new ConcurrentHashMap<>();

    private Arena(SyncServer server, Fleet fleet, Oracle oracle, InstantSource clock) {
        this.server = server;
        this.fleet = fleet;
        this.oracle = oracle;
        this.watch = new Watch(fleet, oracle, server.inspection(), this::namesOf, clock);
    }

    /// Starts everything and gives the users their names; nobody is connected. Blocks until it is up.
    ///
    /// @throws dev.parallax.server.ServerStartException see [SyncServer#start]
    public static Arena start(Setting setting) {
        SyncServer server = SyncServer.start(server(setting));
        try {
            name(server.inspection(), setting.people());
            int heartbeatMillis = (int) setting.heartbeat().toMillis();
            FleetConfig config = FleetConfig.defaults()
                    .withSeed(setting.seed())
                    .withHeartbeatMillis(heartbeatMillis)
                    .withStreamHeartbeatMillis(heartbeatMillis);
            Fleet fleet = new Fleet(config, server.uri(), server.inspection());
            return new Arena(server, fleet, new Oracle(fleet::subjects, server.inspection()), InstantSource.system());
        } catch (RuntimeException e) {
            server.close();
            throw e;
        }
    }

    public SyncServer server() {
        return server;
    }

    public Fleet fleet() {
        return fleet;
    }

    public Oracle oracle() {
        return oracle;
    }

    public Watch watch() {
        return watch;
    }

    /// The client that a scenario calls so.
    Optional<FleetClient> client(String name) {
        return Optional.ofNullable(cast.get(name));
    }

    /// Signs them in, in this order. Completes with how many could not.
    CompletableFuture<Integer> connect(List<Cast> clients) {
        List<FleetMember> members = clients.stream()
                .map(client -> new FleetMember(client.userId(), client.role(), client.dialect()))
                .toList();
        return fleet.add(members).completion().thenApply(joined -> {
            // Numbers are given in order. If somebody is missing nobody knows who is who, and the step fails anyway.
            if (joined.size() == clients.size()) {
                for (int index = 0; index < joined.size(); index++) {
                    cast.put(clients.get(index).name(), joined.get(index));
                    names.put(joined.get(index).number(), clients.get(index).name());
                }
            }
            return clients.size() - joined.size();
        });
    }

    void disconnect(List<FleetClient> gone) {
        fleet.remove(gone);
        cast.values().removeAll(gone);
    }

    @Override
    public void close() {
        watch.close();
        oracle.close();
        fleet.close();
        server.close();
    }

    private Set<String> namesOf(FleetClient client) {
        Set<String> all = new HashSet<>();
        all.add(client.name());
        String name = names.get(client.number());
        if (name != null) {
            all.add(name);
        }
        return all;
    }

    private static ServerConfig server(Setting setting) {
        int heartbeatMillis = (int) setting.heartbeat().toMillis();
        ServerConfig config = ServerConfig.defaults()
                .withPort(0)
                .withSeed(new SeedPlan(setting.seed(), setting.users(), setting.workspaces(), setting.posts()))
                .withMerge(setting.merge())
                .withHeartbeatMillis(heartbeatMillis)
                .withStreams(StreamSettings.DEFAULT
                        .withHeartbeatMillis(heartbeatMillis)
                        .withWindowMillis((int) setting.batchWindow().toMillis()));
        String policy = setting.policy();
        return policy == null ? config : config.withSchema("policy", policy);
    }

    /// A schema whose users have no names leaves them without.
    private static void name(Inspection inspection, Map<Long, String> people) {
        boolean named = inspection
                .schema()
                .record("User")
                .flatMap(type -> type.field("name"))
                .isPresent();
        Set<Long> there = new HashSet<>();
        inspection.truth(new SessionValues(new LinkedHashMap<>())).tables().getOrDefault("User", List.of()).stream()
                .map(Row::id)
                .forEach(there::add);
        people.forEach((id, name) -> {
            if (named && there.contains(id)) {
                inspection
                        .operate("updateUser", Json.object().put("id", id).put("name", name))
                        .join();
            }
        });
    }
}
