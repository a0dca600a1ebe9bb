package dev.parallax.client;

import dev.parallax.change.Row;
import dev.parallax.wire.CursorMessage.Delta;
import dev.parallax.wire.CursorMessage.Removed;
import dev.parallax.wire.SyncPage;
import dev.parallax.wire.SyncPage.TablePage;
import dev.parallax.wire.SyncRequest.TableCursor;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The rows that the server sent, and up to which version each table is complete. Confined to its client.
///
/// The cursor of a table is what the server said about it, never worked out from the rows held: a row can enter
/// the view with an old version, and the newest row can leave it.
final class Replica {
    /// One table. Immutable.
    record Table(
            RowSet rows, @Nullable Long lastSeen, @Nullable String permissionHash) {
        static final Table EMPTY = new Table(RowSet.EMPTY, null, null);

        Table withLastSeen(long version) {
            return lastSeen != null && lastSeen == version ? this : new Table(rows, version, permissionHash);
        }
    }

    private final RowPool pool;
    private final Map<String, Table> tables = new LinkedHashMap<>();
    private long version;

    Replica(RowPool pool) {
        this.pool = pool;
    }

    Map<String, Table> tables() {
        return tables;
    }

    Table table(String name) {
        return tables.getOrDefault(name, Table.EMPTY);
    }

    /// The row as the server sent it; null if it is not here.
    @Nullable
    Row find(String record, long id) {
        return table(record).rows().find(id);
    }

    /// All that the session may see up to it was here when the last catch-up or delta was through.
    long version() {
        return version;
    }

    Map<String, TableCursor> cursors() {
        Map<String, TableCursor> cursors = new LinkedHashMap<>();
        tables.forEach((name, table) -> cursors.put(name, new TableCursor(table.lastSeen(), table.permissionHash())));
        return cursors;
    }

    /// Applies one page; its tables are then complete up to what the page says of each, whatever was held before.
    void apply(SyncPage page) {
        page.tables().forEach((name, tablePage) -> tables.put(name, applied(tablePage, table(name))));
    }

    /// Everything up to `upTo` is here, in all tables.
    void complete(long upTo) {
        version = upTo;
        tables.replaceAll((name, table) -> table.withLastSeen(upTo));
    }

    /// Applies a transaction that is newer than [#version], whatever the versions of its rows: a row can come
    /// into view long after it was written.
    void apply(Delta delta) {
        Map<String, TreeMap<Long, Optional<Row>>> changes = new HashMap<>();
        for (Removed removed : delta.removed()) {
            changes.computeIfAbsent(removed.table(), name -> new TreeMap<>()).put(removed.id(), Optional.empty());
        }
        for (Row row : delta.rows()) {
            changes.computeIfAbsent(row.record(), name -> new TreeMap<>()).put(row.id(), Optional.of(pool.share(row)));
        }
        changes.forEach((name, changed) -> {
            Table table = table(name);
            tables.put(name, new Table(table.rows().with(changed), table.lastSeen(), table.permissionHash()));
        });
        complete(delta.version());
    }

    /// Puts a whole table, whatever was held before.
    void put(String name, Table table) {
        tables.put(name, table);
    }

    void drop(String name) {
        tables.remove(name);
    }

    /// Applies changes of one table and says up to which version it is now complete.
    ///
    /// @param reset whether the rows held so far go
    void apply(String name, boolean reset, Map<Long, Optional<Row>> changes, long lastSeen) {
        Table before = table(name);
        TreeMap<Long, Optional<Row>> shared = new TreeMap<>();
        changes.forEach((id, row) -> shared.put(id, row.map(pool::share)));
        RowSet start = reset ? RowSet.EMPTY : before.rows();
        tables.put(name, new Table(start.with(shared), lastSeen, before.permissionHash()));
    }

    /// All tables as they are, to go back to.
    Map<String, Table> state() {
        return Collections.unmodifiableMap(new LinkedHashMap<>(tables));
    }

    void goBackTo(Map<String, Table> state) {
        tables.clear();
        tables.putAll(state);
    }

    /// Everything up to `upTo` is here, whatever the tables say about themselves.
    void claim(long upTo) {
        version = upTo;
    }

    /// Loses a row of some table, and changes a text in another; nothing happens to an empty replica.
    void corrupt(RandomGenerator random) {
        List<String> filled = tables.entrySet().stream()
                .filter(entry -> !entry.getValue().rows().list().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
        if (filled.isEmpty()) {
            return;
        }
        String name = filled.get(random.nextInt(filled.size()));
        List<Row> rows = table(name).rows().list();
        Row lost = rows.get(random.nextInt(rows.size()));
        Row spoilt = rows.get(random.nextInt(rows.size()));
        TreeMap<Long, Optional<Row>> changes = new TreeMap<>();
        spoilt.asMap().forEach((field, value) -> {
            if (value instanceof String) {
                changes.put(spoilt.id(), Optional.of(spoilt.with(Map.of(field, "\ufffd"))));
            }
        });
        changes.put(lost.id(), Optional.empty());
        Table table = table(name);
        tables.put(name, new Table(table.rows().with(changes), table.lastSeen(), table.permissionHash()));
    }

    /// Forgets everything, rows and cursors.
    void clear() {
        tables.clear();
        version = 0;
    }

    private Table applied(TablePage page, Table before) {
        TreeMap<Long, Optional<Row>> changes = new TreeMap<>();
        page.removed().forEach(id -> changes.put(id, Optional.empty()));
        page.rows().forEach(row -> changes.put(row.id(), Optional.of(pool.share(row))));
        RowSet start = page.reset() ? RowSet.EMPTY : before.rows();
        return new Table(start.with(changes), page.lastSeen(), page.permissionHash());
    }
}
