package dev.parallax.server.dialect;

import dev.parallax.change.Row;
import dev.parallax.change.ScopedChange;
import dev.parallax.server.engine.Delivery;
import dev.parallax.server.session.Session;
import dev.parallax.wire.CursorJson;
import dev.parallax.wire.CursorMessage.Connected;
import dev.parallax.wire.CursorMessage.Failure;
import dev.parallax.wire.CursorMessage.Heartbeat;
import dev.parallax.wire.CursorMessage.Reason;
import dev.parallax.wire.CursorMessage.Removed;
import dev.parallax.wire.CursorMessage.SyncRequired;
import dev.parallax.wire.Problem;
import dev.parallax.wire.RowJson;
import java.util.ArrayList;
import java.util.List;

/// The frames of the cursor dialect's WebSocket. Stateless and pure; a connection counts its own deltas.
public final class CursorDialect {
    /// As `/admin/connections` and encodings call it.
    public static final String NAME = "cursor";

    private CursorDialect() {}

    public static String connected(String sessionId, Session session, long version) {
        return CursorJson.encode(
                new Connected(sessionId, RowJson.encode(session.values().values()), version));
    }

    /// @param sequence counts the connection's deltas from 1; all else is encoded once for everyone
    public static String delta(Delivery delivery, long sequence) {
        return CursorJson.encodeDelta(delivery.encodedOnce(NAME, CursorDialect::deltaHead), sequence);
    }

    public static String heartbeat(long version) {
        return CursorJson.encode(new Heartbeat(version));
    }

    public static String syncRequired(List<String> tables, Reason reason) {
        return CursorJson.encode(new SyncRequired(tables, reason));
    }

    public static String error(Problem problem) {
        return CursorJson.encode(new Failure(problem.code().text(), problem.detail()));
    }

    /// All of a delta but its `seq`: what everyone who sees the same shares.
    public static String deltaHead(Delivery delivery) {
        List<Row> rows = new ArrayList<>();
        List<Removed> removed = new ArrayList<>();
        for (ScopedChange change : delivery.changes()) {
            Row row = change.row();
            if (row == null) {
                removed.add(new Removed(change.record(), change.id()));
            } else {
                rows.add(row);
            }
        }
        return CursorJson.encodeDeltaHead(rows, removed, delivery.version());
    }
}
