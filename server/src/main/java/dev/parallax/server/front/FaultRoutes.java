package dev.parallax.server.front;

import dev.parallax.server.engine.Engine;
import dev.parallax.server.engine.ServerFaults;
import dev.parallax.wire.Json;
import dev.parallax.wire.JsonFields;
import dev.parallax.wire.Problem.Code;
import dev.parallax.wire.ProblemException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntConsumer;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// Makes the server fail on purpose, and tells which faults are on. Thread-safe.
final class FaultRoutes {
    private static final int DOWN_MILLIS_DEFAULT = 1_000;
    private static final int DOWN_MILLIS_LIMIT = 60_000;
    /// The faults by name, and what each is told besides.
    private static final Map<String, Set<String>> ARGUMENTS = Map.of(
            "refuse-connections", Set.of("on"),
            "stop-broadcasting", Set.of("on"),
            "delta-error", Set.of("table", "times"),
            "cut", Set.of("connection"),
            "restart", Set.of("downMillis"),
            "none", Set.of());

    private final Engine engine;
    private final Credentials credentials;
    private final LiveConnections connections;
    private final IntConsumer restart;

    /// @param restart takes the server down for so many milliseconds, soon; returns at once
    FaultRoutes(Engine engine, Credentials credentials, LiveConnections connections, IntConsumer restart) {
        this.engine = engine;
        this.credentials = credentials;
        this.connections = connections;
        this.restart = restart;
    }

    List<Route> routes() {
        return List.of(Route.get("/admin/faults", this::show), Route.post("/admin/faults", this::set));
    }

    private Answer show(Call call) {
        credentials.requireAdmin(call);
        return Answer.json(state());
    }

    private Answer set(Call call) {
        credentials.requireAdmin(call);
        JsonFields body = JsonFields.of(call.body());
        String fault = body.string("fault");
        Set<String> arguments = ARGUMENTS.get(fault);
        if (arguments == null) {
            throw invalid("`fault` must be one of "
                    + ARGUMENTS.keySet().stream()
                            .sorted()
                            .map(name -> "`" + name + "`")
                            .collect(Collectors.joining(", ")));
        }
        for (String name : body.node().propertyNames()) {
            if (!name.equals("fault") && !arguments.contains(name)) {
                throw invalid("`" + name + "` does not belong to the fault `" + fault + "`");
            }
        }
        switch (fault) {
            case "refuse-connections" -> engine.faults().refuseConnections(body.flag("on"));
            case "stop-broadcasting" -> engine.stopBroadcasting(body.flag("on"));
            case "delta-error" -> failDeltas(body);
            case "cut" -> cut(body.optionalInteger("connection"));
            case "restart" -> restart.accept(number(body, "downMillis", DOWN_MILLIS_DEFAULT, DOWN_MILLIS_LIMIT));
            default -> {
                engine.faults().refuseConnections(false);
                engine.stopBroadcasting(false);
                engine.faults()
                        .failingDeltas()
                        .keySet()
                        .forEach(record -> engine.faults().failDeltas(record, 0));
            }
        }
        return Answer.json(state());
    }

    private void failDeltas(JsonFields body) {
        String table = body.string("table");
        if (engine.schema().record(table).isEmpty()) {
            throw new ProblemException(Code.NOT_FOUND, "there is no record `" + table + "`");
        }
        engine.faults().failDeltas(table, number(body, "times", 1, ServerFaults.DELTA_FAILURES_LIMIT));
    }

    /// @param connection null for all
    private void cut(@Nullable Long connection) {
        List<LiveConnection> cut = connections.inOrder().stream()
                .filter(each -> connection == null || each.info().id() == connection)
                .toList();
        if (connection != null && cut.isEmpty()) {
            throw new ProblemException(Code.NOT_FOUND, "there is no connection with the id " + connection);
        }
        cut.forEach(LiveConnection::cut);
    }

    private static int number(JsonFields body, String name, int otherwise, int limit) {
        Long value = body.optionalInteger(name);
        if (value == null) {
            return otherwise;
        }
        if (value < 0 || value > limit) {
            throw invalid("`" + name + "` must be from 0 to " + limit);
        }
        return value.intValue();
    }

    private ObjectNode state() {
        ServerFaults faults = engine.faults();
        ObjectNode node = Json.object()
                .put("refuseConnections", faults.refusesConnections())
                .put("stopBroadcasting", faults.isBroadcastStopped());
        ObjectNode deltas = node.putObject("deltaErrors");
        faults.failingDeltas().forEach(deltas::put);
        return node;
    }

    private static ProblemException invalid(String sentence) {
        return new ProblemException(Code.INVALID, sentence);
    }
}
