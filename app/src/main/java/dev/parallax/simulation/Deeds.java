package dev.parallax.simulation;

import dev.parallax.change.Row;
import dev.parallax.client.Event;
import dev.parallax.client.Status;
import dev.parallax.client.WriteKind;
import dev.parallax.policy.SessionValues;
import dev.parallax.schema.Schema;
import dev.parallax.server.engine.DbCall;
import dev.parallax.server.session.Session;
import dev.parallax.wire.Json;
import dev.parallax.wire.ProblemException;
import dev.parallax.wire.RowJson;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What people, operators and bad luck do to a simulation, one thing at a time. Confined to its simulation.
final class Deeds {
    private static final long ANSWER_NANOS_MAX = 40 * VirtualTime.MILLI;
    private static final long PATIENCE_NANOS = 30_000 * VirtualTime.MILLI;

    private final Simulation simulation;
    private final RandomGenerator random;
    private final List<Supplier<String>> weighted = new ArrayList<>();
    /// Only when nothing else was asked for meanwhile is it certain what holds.
    private int lastChange;

    private long lastMarker = Beginning.firstMarker();

    Deeds(Simulation simulation, RandomGenerator random) {
        this.simulation = simulation;
        this.random = random;
        add(45, this::write);
        add(10, this::operate);
        add(6, this::batch);
        add(6, this::changeMembership);
        add(5, this::changeRole);
        add(2, this::changePolicy);
        add(2, this::endSession);
        add(7, this::cut);
        add(5, this::silence);
        add(4, this::goOffOrOn);
        add(5, this::killOrRestart);
        add(4, this::signInAgain);
        add(2, this::crashServer);
        add(2, this::jump);
    }

    private void add(int weight, Supplier<String> deed) {
        for (int count = 0; count < weight; count++) {
            weighted.add(deed);
        }
    }

    /// Does one thing.
    ///
    /// @return its name
    String next() {
        return weighted.get(random.nextInt(weighted.size())).get();
    }

    private SimulatedClient someone() {
        List<SimulatedClient> clients = simulation.clients();
        return clients.get(random.nextInt(clients.size()));
    }

    private @Nullable Row somePost(List<Row> rows) {
        return rows.isEmpty() ? null : rows.get(random.nextInt(rows.size()));
    }

    private List<Row> posts() {
        return List.copyOf(simulation.arbiter().rows().of("Post"));
    }

    private String write() {
        SimulatedClient client = someone();
        if (!client.isAlive() || !(client.snapshot().session().get("userId") instanceof Long user)) {
            return "nothing";
        }
        List<Row> shown = client.snapshot().table("Post").shown();
        Row row = somePost(shown);
        int kind = random.nextInt(10);
        UUID requestId = new UUID(random.nextLong(), random.nextLong());
        Map<String, @Nullable Object> fields = new LinkedHashMap<>();
        if (row == null || kind < 3) {
            fields.put("workspaceId", 1L + random.nextInt(Beginning.WORKSPACES));
            fields.put("authorUserId", user);
            fields.put("title", mark(client, requestId));
            fields.put("content", "");
            fields.put("published", random.nextBoolean());
            client.tell(new Event.Write(requestId, WriteKind.CREATE, "Post", 0, fields));
            return "create";
        }
        if (kind == 9) {
            client.tell(new Event.Write(requestId, WriteKind.DELETE, "Post", row.id(), fields));
            return "delete";
        }
        switch (kind) {
            case 3, 4, 5 -> fields.put("title", mark(client, requestId));
            case 6 -> fields.put("published", random.nextBoolean());
            case 7 -> fields.put("workspaceId", 1L + random.nextInt(Beginning.WORKSPACES));
            default -> fields.put("authorUserId", 1L + random.nextInt(Beginning.USERS));
        }
        client.tell(new Event.Write(requestId, WriteKind.UPDATE, "Post", row.id(), fields));
        return "update";
    }

    private String mark(SimulatedClient client, UUID requestId) {
        long marker = ++lastMarker;
        simulation.arbiter().wrote(client.number(), requestId, marker);
        return Markers.text(marker);
    }

    /// One change with the operator's authority: it needs nobody's permission.
    private String operate() {
        Row row = somePost(posts());
        if (row == null) {
            return "nothing";
        }
        ObjectNode args = Json.object().put("id", row.id());
        change(args);
        operator(Json.object(), "updatePost", args);
        return "operate";
    }

    private void change(ObjectNode args) {
        switch (random.nextInt(4)) {
            case 0 -> args.put("title", Markers.text(++lastMarker));
            case 1 -> args.put("published", random.nextBoolean());
            case 2 -> args.put("workspaceId", 1 + random.nextInt(Beginning.WORKSPACES));
            default -> args.put("authorUserId", 1 + random.nextInt(Beginning.USERS));
        }
    }

    private void operator(ObjectNode body, String operation, ObjectNode args) {
        Beginning.operation(body.putArray("operations"), operation).setAll(args);
        operator(body);
    }

    private void operator(ObjectNode body) {
        simulation.server().operate(engine -> {
            try {
                engine.operate(DbCall.parseBatch(engine.schema(), body)).exceptionally(refused -> Json.object());
            } catch (ProblemException e) {
                simulation.arbiter().failed("an operator's batch is no batch: " + e.getMessage());
            }
        });
    }

    /// Several changes in one transaction, more than one of them of the same row.
    private String batch() {
        Row row = somePost(posts());
        ObjectNode body = Json.object();
        ArrayNode operations = body.putArray("operations");
        if (row != null) {
            for (int count = 0; count < 3; count++) {
                ObjectNode args = Beginning.operation(operations, "updatePost").put("id", row.id());
                change(args);
            }
            if (random.nextInt(4) == 0) {
                Beginning.operation(operations, "deletePost").put("id", row.id());
            }
        }
        Beginning.operation(operations, "createPost")
                .put("workspaceId", 1 + random.nextInt(Beginning.WORKSPACES))
                .put("authorUserId", 1 + random.nextInt(Beginning.USERS))
                .put("title", Markers.text(++lastMarker))
                .put("content", "")
                .put("published", random.nextBoolean());
        operator(body);
        return "batch";
    }

    private String changeMembership() {
        List<Row> memberships = List.copyOf(simulation.arbiter().rows().of("Membership"));
        if (!memberships.isEmpty() && random.nextBoolean()) {
            Row gone = memberships.get(random.nextInt(memberships.size()));
            operator(Json.object(), "deleteMembership", Json.object().put("id", gone.id()));
            return "leave";
        }
        operator(
                Json.object(),
                "createMembership",
                Json.object()
                        .put("workspaceId", 1 + random.nextInt(Beginning.WORKSPACES))
                        .put("userId", 1 + random.nextInt(Beginning.USERS)));
        return "join";
    }

    private String changeRole() {
        SimulatedClient client = someone();
        String secret = simulation.secret(client);
        if (!client.isAlive() || secret == null || !simulation.server().isUp()) {
            return "nothing";
        }
        Session session = simulation.server().engine().session(secret).orElse(null);
        if (session == null) {
            return "nothing";
        }
        Map<String, @Nullable Object> next =
                new LinkedHashMap<>(session.values().values());
        String role = "admin".equals(next.get("role")) ? "user" : "admin";
        next.put("role", role);
        SessionValues values = new SessionValues(next);
        simulation.arbiter().mayBe(client.number(), values);
        int change = ++lastChange;
        client.tell(new Event.SessionChangeBegan());
        boolean[] isAnswered = {false};
        simulation
                .server()
                .operate(engine -> engine.changeSession(secret, Map.of("role", role))
                        .whenComplete((changed, failure) -> {
                            isAnswered[0] = true;
                            if (changed != null && change == lastChange) {
                                // What else was written in the same step is looked at first.
                                simulation
                                        .time()
                                        .after(1, () -> simulation.arbiter().is(client.number(), values));
                            }
                            simulation
                                    .time()
                                    .after(
                                            random.nextLong(ANSWER_NANOS_MAX),
                                            () -> client.tell(new Event.SessionChangeEnded(
                                                    changed == null
                                                            ? null
                                                            : RowJson.encode(changed.values()
                                                                    .values()))));
                        }));
        simulation.time().after(PATIENCE_NANOS, () -> {
            if (!isAnswered[0]) {
                client.tell(new Event.SessionChangeEnded(null));
            }
        });
        return "role";
    }

    private String changePolicy() {
        if (!simulation.server().isUp()) {
            return "nothing";
        }
        Schema next = Policies.all().get(random.nextInt(Policies.all().size()));
        simulation.arbiter().mayBeInForce(next);
        int change = ++lastChange;
        simulation
                .server()
                .operate(engine -> engine.putSchema(next, false).whenComplete((put, failure) -> {
                    if (failure != null) {
                        simulation.arbiter().failed("a policy was refused: " + failure);
                    } else if (change == lastChange) {
                        // What else was written in the same step is looked at first.
                        simulation.time().after(1, () -> simulation.arbiter().isInForce(next));
                    }
                }));
        return "policy";
    }

    private String endSession() {
        String secret = simulation.secret(someone());
        if (secret == null) {
            return "nothing";
        }
        simulation.server().operate(engine -> engine.endSession(secret).exceptionally(over -> null));
        return "sign out";
    }

    private String cut() {
        someone().cut();
        return "cut";
    }

    private String silence() {
        someone().wire().silence(random.nextLong(20_000 * VirtualTime.MILLI));
        return "silence";
    }

    private String goOffOrOn() {
        SimulatedClient client = someone();
        if (!client.isAlive()) {
            return "nothing";
        }
        boolean isOff = client.snapshot().status() == Status.OFFLINE;
        client.tell(isOff ? new Event.GoOnline() : new Event.GoOffline());
        return isOff ? "online" : "offline";
    }

    /// Whoever is dead mostly comes back before somebody else dies.
    private String killOrRestart() {
        SimulatedClient dead = firstOf(client -> !client.isAlive());
        if (dead != null && random.nextInt(4) > 0) {
            simulation.restart(dead);
            return "restart";
        }
        SimulatedClient client = someone();
        client.kill();
        return "kill";
    }

    private String signInAgain() {
        SimulatedClient out = firstOf(client -> client.snapshot().status() == Status.AUTH_ERROR);
        if (out == null || !simulation.server().isUp()) {
            return "nothing";
        }
        simulation.signIn(out);
        return "sign in";
    }

    private @Nullable SimulatedClient firstOf(Predicate<SimulatedClient> fits) {
        return simulation.clients().stream().filter(fits).findFirst().orElse(null);
    }

    private String crashServer() {
        if (!simulation.server().isUp()) {
            return "nothing";
        }
        simulation.server().clock().crashAfter(random.nextInt(40));
        return "crash";
    }

    private String jump() {
        simulation.server().clock().jump(random.nextLong(-600_000, 600_000) * VirtualTime.MILLI);
        return "jump";
    }
}
