package dev.parallax.wire;

import dev.parallax.change.Row;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// What the server sends on the cursor dialect's WebSocket. Immutable. Source: PROTOCOL, dialect 1.
public sealed interface CursorMessage {
    /// The first message.
    ///
    /// @param session the session's fields
    record Connected(String sessionId, ObjectNode session, long version) implements CursorMessage {}

    /// One transaction's scoped changes.
    ///
    /// @param rows only rows that this session may query, and that apply
    /// @param sequence counts this connection's deltas from 1
    record Delta(List<Row> rows, List<Removed> removed, long version, long sequence) implements CursorMessage {
        public Delta {
            rows = List.copyOf(rows);
            removed = List.copyOf(removed);
        }
    }

    /// All that this session may see up to `version` has been sent.
    record Heartbeat(long version) implements CursorMessage {}

    /// Catch up again.
    ///
    /// @param tables the records concerned
    record SyncRequired(List<String> tables, Reason reason) implements CursorMessage {
        public SyncRequired {
            tables = List.copyOf(tables);
        }
    }

    record Failure(String code, String message) implements CursorMessage {}

    /// The answer to a ping.
    record Pong() implements CursorMessage {}

    /// A row that left the session's view.
    record Removed(String table, long id) {}

    /// Why a client must catch up again.
    enum Reason {
        PERMISSIONS,
        OVERFLOW,
        RESTART
    }

    /// What a client sends on the same socket.
    sealed interface FromClient {
        record Ping() implements FromClient {}

        /// The client has applied everything up to `version`.
        record Ack(@Nullable Long version) implements FromClient {}
    }
}
