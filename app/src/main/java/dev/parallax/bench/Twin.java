package dev.parallax.bench;

import dev.parallax.client.ReplicaSnapshot;
import dev.parallax.client.WriteResult;
import dev.parallax.fleet.FleetClient;
import dev.parallax.recording.WireMessage;
import dev.parallax.recording.WireTotals;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/// Another number for a client that is there: a window shows many of them without the network's cost. Thread-safe.
///
/// @param number its own
/// @param original who does the syncing
record Twin(int number, FleetClient original) implements FleetClient {
    @Override
    public String name() {
        return original.name();
    }

    @Override
    public long userId() {
        return original.userId();
    }

    @Override
    public String role() {
        return original.role();
    }

    @Override
    public String dialect() {
        return original.dialect();
    }

    @Override
    public ReplicaSnapshot snapshot() {
        return original.snapshot();
    }

    @Override
    public List<WireMessage> wire() {
        return original.wire();
    }

    @Override
    public WireTotals wireTotals() {
        return original.wireTotals();
    }

    @Override
    public String sessionId() {
        return original.sessionId();
    }

    @Override
    public CompletableFuture<WriteResult> create(String record, Map<String, ? extends @Nullable Object> fields) {
        return original.create(record, fields);
    }

    @Override
    public CompletableFuture<WriteResult> update(
            String record, long id, Map<String, ? extends @Nullable Object> fields) {
        return original.update(record, id, fields);
    }

    @Override
    public CompletableFuture<WriteResult> delete(String record, long id) {
        return original.delete(record, id);
    }

    @Override
    public void goOffline() {
        original.goOffline();
    }

    @Override
    public void goOnline() {
        original.goOnline();
    }

    @Override
    public CompletableFuture<Void> changeSession(Map<String, ? extends @Nullable Object> fields) {
        return original.changeSession(fields);
    }
}
