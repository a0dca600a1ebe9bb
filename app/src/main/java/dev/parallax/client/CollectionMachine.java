package dev.parallax.client;

import dev.parallax.change.Row;
import dev.parallax.wire.InvalidJsonException;
import dev.parallax.wire.Json;
import dev.parallax.wire.JsonFields;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import tools.jackson.databind.node.ObjectNode;

/// The client of the collection dialect. Confined to one caller at a time; see [SyncClient]. Source: PROTOCOL,
/// dialect 4.
///
/// One stream for each record brings transactions, a change on each line; what they change shows when they are
/// committed. The client is up to date once every stream said that its snapshot is through.
final class CollectionMachine extends StreamingMachine {
    private static final String KEPT_AS = "since.";

    /// One record's stream.
    private static final class Collection {
        private final String record;
        /// Changes of the transaction that is not committed yet.
        private final TreeMap<Long, Optional<Row>> open = new TreeMap<>();
        private boolean truncated;
        private boolean ready;

        private Collection(String record) {
            this.record = record;
        }
    }

    private final List<String> records;
    private final TableMarks tables;
    private final Map<Long, Collection> collections = new HashMap<>();

    CollectionMachine(ClientConfig config, RandomGenerator random, Shared shared, Kept kept) {
        super(config, random, shared, kept, WriteCalls.RPC);
        this.records = config.records();
        this.tables = new TableMarks(effects, replica, KEPT_AS, kept);
        tables.versions().keySet().stream()
                .filter(record -> !records.contains(record))
                .forEach(tables::drop);
    }

    @Override
    void connect() {
        for (String record : records) {
            Long since = tables.version(record);
            ObjectNode body = Json.object().put("snapshot", since == null);
            if (since != null) {
                body.put("since", since);
            }
            long stream = streams.open("/rpc/" + record + "Sync", sessionId(), body, Framing.LINES);
            collections.put(stream, new Collection(record));
        }
    }

    @Override
    void hangUp() {
        collections.clear();
    }

    @Override
    void onMessage(long stream, String name, String data) {
        Collection collection = collections.get(stream);
        if (collection == null) {
            return;
        }
        JsonFields line = MessageRows.read(data);
        switch (line.string("type")) {
            case "insert", "update" -> {
                Row row = MessageRows.row(collection.record, line.object("value"));
                if (row.id() != line.integer("key")) {
                    throw new InvalidJsonException("`key` must be the row's id");
                }
                collection.open.put(row.id(), Optional.of(row));
            }
            case "delete" -> collection.open.put(line.integer("key"), Optional.empty());
            case "commit" -> commit(collection, line.integer("version"));
            case "heartbeat" -> {
                if (collection.ready && collection.open.isEmpty()) {
                    commit(collection, line.integer("version"));
                }
            }
            case "ready" -> {
                sessionIs(line.optionalObject("session"));
                collection.ready = true;
                completeIfReady();
            }
            case "truncate" -> {
                collection.open.clear();
                collection.truncated = true;
                collection.ready = false;
                say(Status.SYNCING, CATCHING_UP);
            }
            case "error" -> onError(line);
            default -> {
                // Something newer than this client.
            }
        }
    }

    @Override
    void onWriteEnded() {
        settle();
    }

    @Override
    void onSaved(long save) {
        tables.saved(save);
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
        return Coverage.ofRecords(Set.copyOf(records));
    }

    private void commit(Collection collection, long version) {
        tables.apply(collection.record, collection.truncated, collection.open, version);
        collection.open.clear();
        collection.truncated = false;
        if (isLive()) {
            claim();
            settle();
        }
    }

    private void completeIfReady() {
        if (!isLive() && collections.values().stream().allMatch(each -> each.ready)) {
            claim();
            live();
            settle();
        }
    }

    /// All tables together are as old as the oldest.
    private void claim() {
        replica.claim(tables.versions().values().stream()
                .mapToLong(Long::longValue)
                .min()
                .orElse(0));
    }

    private void settle() {
        if (isLive()) {
            outbox.settleIf(write -> {
                Long version = tables.version(write.record());
                return version == null || write.version() <= version;
            });
        }
    }
}
