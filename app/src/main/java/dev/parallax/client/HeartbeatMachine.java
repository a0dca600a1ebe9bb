package dev.parallax.client;

import dev.parallax.change.Row;
import dev.parallax.wire.Json;
import dev.parallax.wire.JsonFields;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.ObjectNode;

/// The client of the heartbeat dialect. Confined to one caller at a time; see [SyncClient]. Source: PROTOCOL,
/// dialect 2.
///
/// It says up to which version it has each table, and gets what is missing in chunks, then every change as it
/// happens, all on one stream. Each chunk is kept on the device together with the version that it completes;
/// it is up to date only when everything is kept. Any error, its own device's too, aborts the stream, and the
/// next one goes on after the last chunk that was kept.
final class HeartbeatMachine extends StreamingMachine {
    private static final String KEPT_AS = "timestamp.";

    private final TableMarks tables;
    /// Tables that the delta phase must name, or they are gone from the schema.
    private final Set<String> awaited = new HashSet<>();
    private boolean delivered;
    /// What must be kept before the client is up to date.
    private long mark;
    /// Everything up to it has come, but for other changes of the same version.
    private long newest;

    HeartbeatMachine(ClientConfig config, RandomGenerator random, Shared shared, Kept kept) {
        super(config, random, shared, kept, WriteCalls.DB);
        this.tables = new TableMarks(effects, replica, KEPT_AS, kept);
    }

    @Override
    void connect() {
        ObjectNode body = Json.object();
        ObjectNode timestamps = body.putObject("lastSyncTimestamps");
        tables.versions().forEach(timestamps::put);
        awaited.addAll(tables.versions().keySet());
        streams.open("/heartbeatSync", sessionId(), body, Framing.SSE);
    }

    @Override
    void hangUp() {
        awaited.clear();
        delivered = false;
        newest = 0;
    }

    @Override
    void onMessage(long stream, String name, String data) {
        switch (name) {
            case "delta" -> onDelta(MessageRows.read(data));
            case "delta-complete" -> {
                JsonFields message = MessageRows.read(data);
                sessionIs(message.optionalObject("session"));
                onDeltaComplete(message.object("timestamps"));
            }
            case "upsert" -> {
                JsonFields message = MessageRows.read(data);
                TreeMap<Long, Optional<Row>> changes = new TreeMap<>();
                Row row = MessageRows.row(message.string("table"), message.object("row"));
                changes.put(row.id(), Optional.of(row));
                onChange(message, changes);
            }
            case "delete" -> {
                JsonFields message = MessageRows.read(data);
                TreeMap<Long, Optional<Row>> changes = new TreeMap<>();
                changes.put(message.integer("id"), Optional.empty());
                onChange(message, changes);
            }
            case "heartbeat" -> onHeartbeat(MessageRows.read(data).integer("timestamp"));
            case "resync" -> onResync(MessageRows.read(data));
            case "error" -> onError(MessageRows.read(data));
            default -> {
                // Something newer than this client.
            }
        }
        completeIfKept();
    }

    private void onDelta(JsonFields message) {
        TreeMap<Long, Optional<Row>> changes = new TreeMap<>();
        String table = message.string("table");
        MessageRows.remove(message, "deletes", changes);
        MessageRows.put(message, "upserts", table, changes);
        tables.apply(table, message.flag("reset"), changes, message.integer("timestamp"));
    }

    private void onDeltaComplete(JsonFields timestamps) {
        long oldest = Long.MAX_VALUE;
        for (String table : timestamps.node().propertyNames()) {
            long timestamp = timestamps.integer(table);
            tables.apply(table, false, new TreeMap<>(), timestamp);
            awaited.remove(table);
        }
        awaited.forEach(tables::drop);
        awaited.clear();
        for (long version : tables.versions().values()) {
            oldest = Math.min(oldest, version);
        }
        if (oldest != Long.MAX_VALUE) {
            claim(oldest);
        }
        delivered = true;
        mark = tables.mark();
    }

    /// One change of a transaction: others of the same version may still be on their way.
    private void onChange(JsonFields message, TreeMap<Long, Optional<Row>> changes) {
        long timestamp = message.integer("timestamp");
        tables.apply(message.string("table"), false, changes, timestamp);
        if (delivered) {
            claim(Math.max(replica.version(), timestamp - 1));
            newest = Math.max(newest, timestamp);
            outbox.settle(newest);
        }
    }

    private void onHeartbeat(long timestamp) {
        if (delivered && timestamp > replica.version()) {
            tables.versions().keySet().forEach(table -> tables.apply(table, false, new TreeMap<>(), timestamp));
            claim(timestamp);
            outbox.settle(newest);
        }
    }

    /// The server goes through the named tables again on this stream; until it is through, whatever it said
    /// before that everything is here no longer counts.
    private void onResync(JsonFields message) {
        message.array("tables").forEach(table -> awaited.add(table.asString("")));
        delivered = false;
        say(Status.SYNCING, CATCHING_UP);
    }

    @Override
    void onWriteEnded() {
        if (isLive()) {
            outbox.settle(newest);
        }
    }

    @Override
    void onSaved(long save) {
        tables.saved(save);
        completeIfKept();
    }

    @Override
    void onSaveFailed(long save, String reason) {
        if (tables.saveFailed(save)) {
            lose(Status.SYNC_ERROR, "this device could not keep what came: " + reason);
        }
    }

    @Override
    void flush() {
        tables.flush();
    }

    @Override
    Coverage coverage() {
        return Coverage.ALL;
    }

    private void completeIfKept() {
        if (delivered && !isLive() && tables.isKept(mark)) {
            live();
            outbox.settle(newest);
        }
    }

    private void claim(long version) {
        replica.claim(version);
        newest = Math.max(newest, version);
    }
}
