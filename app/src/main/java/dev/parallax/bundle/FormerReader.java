package dev.parallax.bundle;

import dev.parallax.change.Row;
import dev.parallax.client.ClientConfig;
import dev.parallax.client.ClientMachines;
import dev.parallax.client.Dialect;
import dev.parallax.client.Kept;
import dev.parallax.client.OutboxState;
import dev.parallax.client.PendingWrite;
import dev.parallax.client.Shared;
import dev.parallax.fleet.FleetConfig;
import dev.parallax.fleet.FleetMember;
import dev.parallax.fleet.Former;
import dev.parallax.fleet.Kinds;
import dev.parallax.network.LinkFaults;
import dev.parallax.schema.Schema;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.UUID;
import tools.jackson.databind.JsonNode;

/// Reads clients as they were. Confined to one thread.
final class FormerReader {
    /// Clients from outside have numbers from here on.
    static final int NUMBER_LIMIT = 1_000_000;

    private static final int ROLE_CHARS_LIMIT = 200;
    private static final UUID NO_DEVICE = new UUID(0, 0);

    private final Schema schema;
    private final Shared shared = new Shared();
    private final Kinds kinds = new Kinds(FleetConfig.defaults());

    FormerReader(Schema schema) {
        this.schema = schema;
    }

    Former read(JsonLine line) throws FormatException {
        Dialect dialect = dialect(line);
        String role = line.text("role");
        if (role.length() > ROLE_CHARS_LIMIT) {
            throw line.wrong("role", "is longer than " + ROLE_CHARS_LIMIT + " characters");
        }
        Kept kept = new Kept(NO_DEVICE, OutboxState.of(pending(line), realIds(line)), rows(line), values(line));
        requireUsable(line, kinds.of(dialect, schema), kept);
        return new Former(
                (int) line.integer("number", 1, NUMBER_LIMIT),
                new FleetMember(line.integer("userId", Long.MIN_VALUE, Long.MAX_VALUE), role, dialect),
                line.object("session"),
                line.keyword("standing", Former.Standing.class),
                faults(line),
                kept);
    }

    /// What a client kept is its own: only it can say whether it is anything.
    private void requireUsable(JsonLine line, ClientConfig config, Kept kept) throws FormatException {
        try {
            ClientMachines.create(config, new Random(0), shared, kept);
        } catch (IllegalArgumentException e) {
            throw line.wrong("values", "hold nothing that a client of this dialect can begin with");
        }
    }

    private static Dialect dialect(JsonLine line) throws FormatException {
        try {
            return Dialect.of(line.text("dialect"));
        } catch (IllegalArgumentException e) {
            throw line.wrong("dialect", "must not be `" + JsonLine.shortened(line.text("dialect")) + "`");
        }
    }

    private static LinkFaults faults(JsonLine outer) throws FormatException {
        JsonLine line = outer.inside("faults", outer.object("faults"));
        return new LinkFaults(
                (int) line.integer("latencyMillis", 0, LinkFaults.LATENCY_MILLIS_LIMIT),
                (int) line.integer("jitterMillis", 0, LinkFaults.LATENCY_MILLIS_LIMIT),
                line.integer("bytesPerSecond", 0, Long.MAX_VALUE),
                line.real("messagesPerSecond", 0, 1e9),
                line.flag("halfOpen"));
    }

    private static List<PendingWrite> pending(JsonLine line) throws FormatException {
        List<PendingWrite> pending = new ArrayList<>();
        for (JsonNode each : line.array("pending")) {
            pending.add(PendingJson.decode(line.inside("pending", each)));
        }
        return pending;
    }

    private static Map<Long, Long> realIds(JsonLine line) throws FormatException {
        Map<Long, Long> ids = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> each : line.object("realIds").properties()) {
            try {
                ids.put(Long.valueOf(each.getKey()), each.getValue().longValue());
            } catch (RuntimeException e) {
                throw line.wrong("realIds", "must hold ids");
            }
        }
        return ids;
    }

    private static Map<String, List<Row>> rows(JsonLine line) throws FormatException {
        Map<String, List<Row>> rows = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> each : line.object("rows").properties()) {
            if (!each.getValue().isArray()) {
                throw line.wrong("rows", "must hold lists of rows");
            }
            List<Row> list = new ArrayList<>();
            for (JsonNode content : each.getValue()) {
                list.add(line.row(each.getKey(), content));
            }
            rows.put(each.getKey(), list);
        }
        return rows;
    }

    private static Map<String, String> values(JsonLine line) throws FormatException {
        Map<String, String> values = new LinkedHashMap<>();
        for (Map.Entry<String, JsonNode> each : line.object("values").properties()) {
            if (!each.getValue().isString()) {
                throw line.wrong("values", "must hold texts");
            }
            values.put(each.getKey(), each.getValue().stringValue());
        }
        return values;
    }
}
