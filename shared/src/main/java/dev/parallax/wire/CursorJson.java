package dev.parallax.wire;

import dev.parallax.change.Row;
import dev.parallax.wire.CursorMessage.Connected;
import dev.parallax.wire.CursorMessage.Delta;
import dev.parallax.wire.CursorMessage.Failure;
import dev.parallax.wire.CursorMessage.FromClient;
import dev.parallax.wire.CursorMessage.Heartbeat;
import dev.parallax.wire.CursorMessage.Pong;
import dev.parallax.wire.CursorMessage.Reason;
import dev.parallax.wire.CursorMessage.Removed;
import dev.parallax.wire.CursorMessage.SyncRequired;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.IntStream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/// The cursor dialect's WebSocket messages as JSON text. Decoding throws [InvalidJsonException]; an unknown
/// `type` too.
public final class CursorJson {
    private static final String SEQUENCE = ",\"seq\":";
    private static final String DELTA_END = "}}";

    private CursorJson() {}

    public static String encode(CursorMessage message) {
        return switch (message) {
            case Connected connected ->
                Json.text(typed("connected")
                        .put("sessionId", connected.sessionId())
                        .set("session", connected.session())
                        .put("version", connected.version()));
            case Delta delta ->
                encodeDelta(encodeDeltaHead(delta.rows(), delta.removed(), delta.version()), delta.sequence());
            case Heartbeat heartbeat -> Json.text(typed("heartbeat").put("version", heartbeat.version()));
            case SyncRequired required -> {
                ObjectNode node = typed("syncRequired");
                ArrayNode tables = node.putArray("tables");
                required.tables().forEach(tables::add);
                yield Json.text(node.put("reason", required.reason().name().toLowerCase(Locale.ROOT)));
            }
            case Failure failure ->
                Json.text(typed("error").put("code", failure.code()).put("message", failure.message()));
            case Pong ignored -> Json.text(typed("pong"));
        };
    }

    /// The part of a delta that all connections of an audience share: everything up to its `seq`. Encode it once.
    public static String encodeDeltaHead(List<Row> rows, List<Removed> removed, long version) {
        ObjectNode data = Json.object();
        ArrayNode affected = data.putArray("all_affected_rows");
        for (Row row : rows) {
            ObjectNode item = affected.addObject().put("table_name", row.record());
            ArrayNode headers = item.putArray("headers");
            row.shape().fields().forEach(headers::add);
            item.set("row", RowJson.encode(row));
        }
        ArrayNode indices = data.putArray("affected_row_indices");
        IntStream.range(0, rows.size()).forEach(indices::add);
        ArrayNode gone = data.putArray("removed");
        removed.forEach(row -> gone.addObject().put("table_name", row.table()).put("id", row.id()));
        data.put("version", version);
        String text = Json.text(typed("delta").set("data", data));
        return text.substring(0, text.length() - DELTA_END.length());
    }

    /// A whole delta message from a shared head.
    public static String encodeDelta(String head, long sequence) {
        return head + SEQUENCE + sequence + DELTA_END;
    }

    public static CursorMessage decode(String text) {
        JsonFields message = JsonFields.of(Json.parseObject(text));
        String type = message.string("type");
        return switch (type) {
            case "connected" ->
                new Connected(
                        message.string("sessionId"), message.object("session").node(), message.integer("version"));
            case "delta" -> decodeDelta(message.object("data"));
            case "heartbeat" -> new Heartbeat(message.integer("version"));
            case "syncRequired" -> new SyncRequired(strings(message, "tables"), reason(message.string("reason")));
            case "error" -> new Failure(message.string("code"), message.string("message"));
            case "pong" -> new Pong();
            default -> throw new InvalidJsonException("unknown message type `" + type + "`");
        };
    }

    public static String encode(FromClient message) {
        return switch (message) {
            case FromClient.Ping ignored -> Json.text(typed("ping"));
            case FromClient.Ack ack -> Json.text(typed("ack").put("version", ack.version()));
        };
    }

    public static FromClient decodeFromClient(String text) {
        JsonFields message = JsonFields.of(Json.parseObject(text));
        String type = message.string("type");
        return switch (type) {
            case "ping" -> new FromClient.Ping();
            case "ack" -> new FromClient.Ack(message.integer("version"));
            default -> throw new InvalidJsonException("unknown message type `" + type + "`");
        };
    }

    private static Delta decodeDelta(JsonFields data) {
        ArrayNode affected = data.array("all_affected_rows");
        Map<Integer, Row> rows = new LinkedHashMap<>();
        for (JsonNode index : data.array("affected_row_indices")) {
            int position = index.isIntegralNumber() ? index.asInt(-1) : -1;
            if (!(affected.get(position) instanceof ObjectNode item)) {
                throw new InvalidJsonException("`affected_row_indices` names a row that is not there");
            }
            JsonFields fields = new JsonFields(item, "data.all_affected_rows");
            rows.put(
                    position,
                    RowJson.decode(
                            fields.string("table_name"), fields.object("row").node()));
        }
        List<Removed> removed = new ArrayList<>();
        for (JsonNode item : data.array("removed")) {
            if (!(item instanceof ObjectNode gone)) {
                throw new InvalidJsonException("`data.removed` must hold objects");
            }
            JsonFields fields = new JsonFields(gone, "data.removed");
            removed.add(new Removed(fields.string("table_name"), fields.integer("id")));
        }
        return new Delta(List.copyOf(rows.values()), removed, data.integer("version"), data.integer("seq"));
    }

    private static Reason reason(String text) {
        for (Reason reason : Reason.values()) {
            if (reason.name().toLowerCase(Locale.ROOT).equals(text)) {
                return reason;
            }
        }
        throw new InvalidJsonException("unknown reason `" + text + "`");
    }

    private static List<String> strings(JsonFields fields, String name) {
        List<String> values = new ArrayList<>();
        for (JsonNode item : fields.array(name)) {
            if (!item.isString()) {
                throw fields.wrong(name, "an array of strings", item);
            }
            values.add(item.stringValue());
        }
        return values;
    }

    private static ObjectNode typed(String type) {
        return Json.object().put("type", type);
    }
}
