package dev.parallax.client;

import dev.parallax.change.Row;
import dev.parallax.wire.InvalidJsonException;
import dev.parallax.wire.Json;
import dev.parallax.wire.JsonFields;
import dev.parallax.wire.RowJson;
import java.util.Optional;
import java.util.TreeMap;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/// Reads rows and ids out of messages. Immutable.
final class MessageRows {
    private MessageRows() {}

    /// @throws InvalidJsonException if the text is no object
    static JsonFields read(String text) {
        return JsonFields.of(Json.parseObject(text));
    }

    /// @throws InvalidJsonException if it is no row
    static Row row(String record, JsonFields fields) {
        return RowJson.decode(record, fields.node());
    }

    /// Adds the rows of a list.
    ///
    /// @throws InvalidJsonException if the list is missing or holds anything else
    static void put(JsonFields message, String list, String record, TreeMap<Long, Optional<Row>> to) {
        for (JsonNode node : message.array(list)) {
            if (!(node instanceof ObjectNode fields)) {
                throw new InvalidJsonException("`" + message.at(list) + "` must hold objects");
            }
            Row row = RowJson.decode(record, fields);
            to.put(row.id(), Optional.of(row));
        }
    }

    /// Adds the removals of a list of ids, which may be texts.
    ///
    /// @throws InvalidJsonException if the list is missing or holds anything else
    static void remove(JsonFields message, String list, TreeMap<Long, Optional<Row>> to) {
        for (JsonNode node : message.array(list)) {
            to.put(id(message.at(list), node), Optional.empty());
        }
    }

    private static long id(String where, JsonNode node) {
        if (node.isIntegralNumber() && node.canConvertToLong()) {
            return node.longValue();
        }
        try {
            if (node.isString()) {
                return Long.parseLong(node.stringValue());
            }
        } catch (NumberFormatException e) {
            throw new InvalidJsonException("`" + where + "` must hold ids, not `" + node.stringValue() + "`");
        }
        throw new InvalidJsonException("`" + where + "` must hold ids");
    }
}
