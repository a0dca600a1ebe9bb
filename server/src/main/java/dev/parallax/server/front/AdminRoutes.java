package dev.parallax.server.front;

import dev.parallax.change.Version;
import dev.parallax.server.engine.Engine;
import dev.parallax.server.engine.LogPage;
import dev.parallax.server.engine.TruthSnapshot;
import dev.parallax.server.session.Session;
import dev.parallax.wire.Json;
import dev.parallax.wire.RowJson;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// What the operator may look at: truth, log and connections. Everything here asks for the admin secret
/// first, since it shows what no single session may see. Thread-safe.
final class AdminRoutes {
    private static final int LOG_DEFAULT = 100;
    /// Entries carry whole rows, twice.
    private static final int LOG_LIMIT = 1_000;

    private final Engine engine;
    private final Credentials credentials;
    private final LiveConnections connections;
    private final ChangePolls polls;

    AdminRoutes(Engine engine, Credentials credentials, LiveConnections connections, ChangePolls polls) {
        this.engine = engine;
        this.credentials = credentials;
        this.connections = connections;
        this.polls = polls;
    }

    List<Route> routes() {
        return List.of(
                Route.get("/admin/truth", this::truth),
                Route.get("/admin/log", this::log),
                Route.get("/admin/log/verify", this::verify),
                Route.get("/admin/connections", this::connections));
    }

    private Answer truth(Call call) {
        credentials.requireAdmin(call);
        Session session = credentials.require(call);
        TruthSnapshot truth = engine.truth(session.values());
        ObjectNode node = Json.object().put("version", truth.version());
        ObjectNode tables = node.putObject("tables");
        truth.tables().forEach((record, rows) -> {
            ArrayNode list = tables.putArray(record);
            rows.forEach(row -> list.add(RowJson.encode(row)));
        });
        return Answer.json(node);
    }

    private Answer log(Call call) {
        credentials.requireAdmin(call);
        long after = call.query("after", Version.NONE, 0, Json.INTEGER_LIMIT);
        int limit = (int) call.query("limit", LOG_DEFAULT, 1, LOG_LIMIT);
        ObjectNode node = Json.object();
        ArrayNode entries = node.putArray("entries");
        LogPage page = engine.logPage(after, limit);
        page.entries().forEach(entry -> entries.add(entry.toJson()));
        return Answer.json(
                node.put("hasMore", page.hasMore()).put("floor", page.floor()).put("version", engine.clockVersion()));
    }

    private Answer verify(Call call) {
        credentials.requireAdmin(call);
        return Answer.json(engine.verifyLog().toJson());
    }

    private Answer connections(Call call) {
        credentials.requireAdmin(call);
        ObjectNode node = Json.object();
        ArrayNode list = node.putArray("connections");
        connections.inOrder().forEach(connection -> list.add(describe(connection)));
        polls.describe().forEach(list::add);
        return Answer.json(node);
    }

    /// Everything but the secret.
    private ObjectNode describe(LiveConnection connection) {
        LiveConnection.Standing standing = connection.standing();
        ConnectionInfo info = connection.info();
        ObjectNode node = Json.object().put("id", info.id()).put("dialect", info.dialect());
        engine.session(info.secret())
                .ifPresent(session ->
                        node.set("session", RowJson.encode(session.values().values())));
        return node.put("userAgent", info.userAgent())
                .put("connectedSince", Version.text(info.since()))
                .put("ackedVersion", connection.acknowledged())
                .put("queueMessages", standing.depth())
                .put("queueBytes", standing.bytes())
                .put("sentMessages", standing.sent())
                .put("sentDeltas", standing.deltas())
                .put("overflows", standing.overflows());
    }
}
