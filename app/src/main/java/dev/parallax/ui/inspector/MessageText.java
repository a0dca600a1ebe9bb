package dev.parallax.ui.inspector;

import dev.parallax.recording.WireMessage;
import dev.parallax.recording.WireMessage.Direction;
import dev.parallax.wire.InvalidJsonException;
import dev.parallax.wire.Json;

/// Messages in words. Stateless.
public final class MessageText {
    private MessageText() {}

    /// An arrow, the channel and, of a JSON message, its type.
    public static String kindWithArrow(WireMessage message) {
        return (message.direction() == Direction.SENT ? "↑ " : "↓ ") + kind(message);
    }

    /// The channel and, of a JSON message, its type.
    public static String kind(WireMessage message) {
        return message.channel() + (message.channel().equals("WS") ? type(message.text()) : "");
    }

    /// Indented if it is JSON.
    public static String pretty(String body) {
        try {
            return Json.MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(Json.parseObject(body));
        } catch (InvalidJsonException e) {
            return body;
        }
    }

    /// Without parsing: rows of the list are painted often.
    private static String type(String json) {
        String start = "{\"type\":\"";
        if (!json.startsWith(start)) {
            return "";
        }
        int end = json.indexOf('"', start.length());
        return end < 0 ? "" : " · " + json.substring(start.length(), end);
    }
}
