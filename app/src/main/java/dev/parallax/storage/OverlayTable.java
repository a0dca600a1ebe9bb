package dev.parallax.storage;

import dev.parallax.client.PendingWrite;
import dev.parallax.client.PendingWrite.Conflict;
import dev.parallax.client.PendingWrite.State;
import dev.parallax.client.WriteKind;
import dev.parallax.wire.Json;
import dev.parallax.wire.RowJson;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/// The table `overlays`: a row for each local edit that the server has not answered, with what it changes as
/// JSON. Inserted when the edit is made, deleted with the server's answer; in between only its state changes,
/// and the id of its row when that becomes known. Confined to the storage's thread. Source: seeds/004.
final class OverlayTable implements AutoCloseable {
    private static final String TABLE = """
            CREATE TABLE IF NOT EXISTS overlays (
                device INT NOT NULL, sequence BIGINT NOT NULL, request_id UUID NOT NULL, change_id UUID NOT NULL,
                operation VARCHAR NOT NULL, record VARCHAR NOT NULL, row_id BIGINT NOT NULL, delta VARCHAR NOT NULL,
                base_version BIGINT NOT NULL, state VARCHAR NOT NULL, conflict VARCHAR, PRIMARY KEY (device, request_id))
            """;

    private final PreparedStatement update;
    private final PreparedStatement insert;
    private final PreparedStatement delete;
    private final PreparedStatement clear;
    private final PreparedStatement select;
    private long lastSequence;

    OverlayTable(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute(TABLE);
            try (ResultSet last = statement.executeQuery("SELECT COALESCE(MAX(sequence), 0) FROM overlays")) {
                lastSequence = last.next() ? last.getLong(1) : 0;
            }
        }
        update = connection.prepareStatement("""
                UPDATE overlays SET change_id = ?, row_id = ?, base_version = ?, state = ?, conflict = ?
                WHERE device = ? AND request_id = ?""");
        insert = connection.prepareStatement("""
                INSERT INTO overlays (change_id, row_id, base_version, state, conflict, device, request_id,
                    sequence, operation, record, delta) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""");
        delete = connection.prepareStatement("DELETE FROM overlays WHERE device = ? AND request_id = ?");
        clear = connection.prepareStatement("DELETE FROM overlays WHERE device = ?");
        select = connection.prepareStatement("""
                SELECT request_id, change_id, operation, record, row_id, delta, base_version, state, conflict
                FROM overlays WHERE device = ? ORDER BY sequence""");
    }

    void put(int device, PendingWrite write) throws SQLException {
        setChangeable(update, device, write);
        if (update.executeUpdate() == 0) {
            setChangeable(insert, device, write);
            insert.setLong(8, ++lastSequence);
            insert.setString(9, write.kind().name());
            insert.setString(10, write.record());
            insert.setString(11, Json.text(RowJson.encode(write.fields())));
            insert.executeUpdate();
        }
    }

    void drop(int device, UUID requestId) throws SQLException {
        delete.setInt(1, device);
        delete.setObject(2, requestId);
        delete.executeUpdate();
    }

    void clear(int device) throws SQLException {
        clear.setInt(1, device);
        clear.executeUpdate();
    }

    /// In the order in which the edits were made.
    List<PendingWrite> load(int device) throws SQLException {
        select.setInt(1, device);
        List<PendingWrite> writes = new ArrayList<>();
        try (ResultSet found = select.executeQuery()) {
            while (found.next()) {
                writes.add(read(found));
            }
        }
        return writes;
    }

    @Override
    public void close() throws SQLException {
        for (PreparedStatement statement : List.of(update, insert, delete, clear, select)) {
            statement.close();
        }
    }

    private static void setChangeable(PreparedStatement statement, int device, PendingWrite write) throws SQLException {
        statement.setObject(1, write.changeId());
        statement.setLong(2, write.id());
        statement.setLong(3, write.baseVersion());
        // Whether it was on its way when the device died is nothing that anybody could know.
        statement.setString(4, (write.state() == State.CONFLICT ? State.CONFLICT : State.QUEUED).name());
        statement.setString(5, write.conflict() == null ? null : text(write.conflict()));
        statement.setInt(6, device);
        statement.setObject(7, write.requestId());
    }

    private static PendingWrite read(ResultSet found) throws SQLException {
        String record = found.getString(4);
        String conflict = found.getString(9);
        return new PendingWrite(
                found.getObject(1, UUID.class),
                found.getObject(2, UUID.class),
                WriteKind.valueOf(found.getString(3)),
                record,
                found.getLong(5),
                RowJson.decodeValues(Json.parseObject(found.getString(6))),
                found.getLong(7),
                State.valueOf(found.getString(8)),
                0,
                0,
                conflict == null ? null : conflict(record, conflict));
    }

    private static String text(Conflict conflict) {
        ObjectNode json = Json.object().put("sentence", conflict.sentence());
        json.set("theirs", RowJson.encode(conflict.theirs()));
        return Json.text(json);
    }

    private static @Nullable Conflict conflict(String record, String text) {
        ObjectNode json = Json.parseObject(text);
        return json.get("theirs") instanceof ObjectNode theirs
                ? new Conflict(
                        RowJson.decode(record, theirs), json.path("sentence").stringValue())
                : null;
    }
}
