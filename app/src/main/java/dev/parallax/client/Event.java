package dev.parallax.client;

import dev.parallax.wire.RowJson;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// What can happen to a client. Immutable.
public sealed interface Event {
    /// What happened to a socket.
    sealed interface OfSocket extends Event {
        /// The number it was opened with.
        long connection();
    }

    record SocketOpened(long connection) implements OfSocket {}

    /// One whole text message.
    record SocketMessage(long connection, String text) implements OfSocket {}

    record SocketClosed(long connection, int code, String reason) implements OfSocket {}

    /// The socket could not be opened, or broke.
    ///
    /// @param status of the refused handshake, or 0
    record SocketFailed(long connection, int status, String reason) implements OfSocket {}

    /// What happened to a streamed answer. A failed or ended stream says nothing more.
    sealed interface OfStream extends Event {
        /// The number it was opened with.
        long stream();
    }

    /// The server answered with status 200.
    record StreamOpened(long stream) implements OfStream {}

    /// One message of the stream.
    ///
    /// @param name the event's name; empty for a line
    /// @param data the event's data, or the line
    record StreamMessage(long stream, String name, String data) implements OfStream {}

    /// A comment: nothing but a sign of life.
    record StreamHeard(long stream) implements OfStream {}

    /// The server finished the answer.
    record StreamEnded(long stream) implements OfStream {}

    /// The server refused, or the stream broke.
    ///
    /// @param status of the refusal, or 0
    /// @param reason with a status the body of the refusal, else a phrase
    record StreamFailed(long stream, int status, String reason) implements OfStream {}

    record Answered(long request, int status, String body) implements Event {}

    /// No answer came; the server may have done it all the same.
    record Unanswered(long request, String reason) implements Event {}

    /// What [Effect.Save] asked for is kept, and everything asked for before it was answered.
    record Saved(long save) implements Event {}

    /// Nothing of the save was kept.
    ///
    /// @param reason a phrase for a person
    record SaveFailed(long save, String reason) implements Event {}

    record TimerFired(Timer timer, long token) implements Event {}

    /// Start with this session, or continue with it after the last one ended.
    ///
    /// @param session its fields as the server told them
    record SignIn(String sessionId, ObjectNode session) implements Event {}

    /// Somebody asks the server to change this client's session.
    record SessionChangeBegan() implements Event {}

    /// @param session the new fields, or null if it was refused or nobody knows
    record SessionChangeEnded(@Nullable ObjectNode session) implements Event {}

    record GoOffline() implements Event {}

    record GoOnline() implements Event {}

    /// A local edit.
    ///
    /// @param requestId chosen by the caller, never used before
    /// @param id ignored for a create
    /// @param fields a DateTime may be an Instant or its text
    record Write(UUID requestId, WriteKind kind, String record, long id, Map<String, @Nullable Object> fields)
            implements Event {
        public Write {
            Map<String, @Nullable Object> plain = new LinkedHashMap<>();
            fields.forEach((name, value) -> plain.put(
                    name, value instanceof Integer small ? (Object) small.longValue() : RowJson.plain(value)));
            fields = plain;
        }
    }

    /// Somebody decided about a local edit in conflict; nothing happens if it is not (any more).
    sealed interface Resolution extends Event {
        UUID requestId();
    }

    /// Send it again, now made on the server's row.
    ///
    /// @param changeId chosen by the caller, never used before
    record KeepMine(UUID requestId, UUID changeId) implements Resolution {}

    /// Give it up for the server's row.
    record TakeTheirs(UUID requestId) implements Resolution {}

    /// What the client holds goes bad, without a word: a row is lost and another has other content.
    ///
    /// @param seed decides which
    record CorruptCache(long seed) implements Event {}

    /// The last event: closes everything.
    record Stop() implements Event {}
}
