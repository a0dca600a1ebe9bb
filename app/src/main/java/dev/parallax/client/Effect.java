package dev.parallax.client;

import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// What a client wants done. Immutable.
public sealed interface Effect {
    record OpenSocket(long connection, String sessionId) implements Effect {}

    record SendText(long connection, String text) implements Effect {}

    /// Close it without waiting; nothing more of it may be delivered, though late events are harmless.
    record CloseSocket(long connection) implements Effect {}

    /// `POST path` with a JSON body and the session's bearer secret.
    ///
    /// @param mayWait whether the server may take its time to answer: such a request does not hold up others
    record Request(long number, String path, String sessionId, ObjectNode body, boolean mayWait) implements Effect {
        public Request(long number, String path, String sessionId, ObjectNode body) {
            this(number, path, sessionId, body, false);
        }
    }

    /// `GET path` with the session's bearer secret; answered and cancelled like a request.
    record Read(long number, String path, String sessionId) implements Effect {}

    /// Asks for an answer that goes on for ever.
    ///
    /// @param body as JSON with POST; null for GET
    record OpenStream(
            long stream,
            String path,
            String sessionId,
            @Nullable ObjectNode body,
            Framing framing) implements Effect {}

    /// Close it without waiting; late events are harmless.
    record CloseStream(long stream) implements Effect {}

    /// Keep all of this in the device's storage, or nothing of it. Saves are numbered in the order they are asked
    /// for; each is answered, in that order, with [Event.Saved] or [Event.SaveFailed].
    record Save(long number, List<StorageChange> changes) implements Effect {
        public Save {
            changes = List.copyOf(changes);
        }
    }

    record CancelRequest(long number) implements Effect {}

    /// Replaces a running timer of the same kind.
    record SetTimer(Timer timer, long token, long delayMillis) implements Effect {}

    record CancelTimer(Timer timer) implements Effect {}

    /// The server did a write or refused it.
    record WriteEnded(UUID requestId, WriteResult result) implements Effect {}
}
