package dev.parallax.ui.timeline;

import dev.parallax.change.Version;
import dev.parallax.recording.WireMessage;
import dev.parallax.recording.WireMessage.Direction;
import dev.parallax.ui.inspector.MessageText;

/// One arrow of the diagram. Immutable.
record SequenceMessage(int client, WireMessage message) {
    boolean isSent() {
        return message.direction() == Direction.SENT;
    }

    long time() {
        return Version.of(message.at());
    }

    String label() {
        return MessageText.kind(message);
    }

    /// What comes all the time and says nothing but that the other is there.
    boolean isHeartbeat() {
        String text = message.text();
        return text.contains("\"heartbeat\"")
                || text.startsWith("event: heartbeat")
                || text.equals("{\"type\":\"ping\"}")
                || text.equals("{\"type\":\"pong\"}");
    }
}
