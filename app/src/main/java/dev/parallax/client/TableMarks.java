package dev.parallax.client;

import dev.parallax.change.Row;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The tables of a client and how far each is, in memory and in the device's storage. Confined to its client.
final class TableMarks {
    private final Replica replica;
    private final RowKeeper<Map<String, Replica.Table>> keeper;
    private final String prefix;

    /// @param prefix of the names under which the versions are kept
    TableMarks(EffectList effects, Replica replica, String prefix, Kept kept) {
        this.replica = replica;
        this.prefix = prefix;
        kept.values().forEach((name, value) -> {
            if (name.startsWith(prefix)) {
                String record = name.substring(prefix.length());
                restore(record, kept.rows().getOrDefault(record, List.of()), Long.parseLong(value));
            }
        });
        this.keeper = new RowKeeper<>(effects, replica.state());
    }

    /// Up to which version each table is.
    Map<String, Long> versions() {
        return replica.tables().entrySet().stream()
                .filter(table -> table.getValue().lastSeen() != null)
                .collect(Collectors.toMap(Map.Entry::getKey, table -> seen(table.getValue())));
    }

    @Nullable
    Long version(String record) {
        return replica.table(record).lastSeen();
    }

    /// @param reset whether the rows held so far go
    void apply(String record, boolean reset, TreeMap<Long, Optional<Row>> changes, long version) {
        replica.apply(record, reset, changes, version);
        if (reset) {
            keeper.clear(record);
        }
        keeper.put(record, changes);
        keeper.value(prefix + record, Long.toString(version));
    }

    void drop(String record) {
        replica.drop(record);
        keeper.clear(record);
        keeper.value(prefix + record, null);
    }

    /// Names all changes so far, for [#isKept].
    long mark() {
        return keeper.mark();
    }

    /// Whether the device keeps everything up to that mark.
    boolean isKept(long mark) {
        return keeper.isKept(mark);
    }

    void saved(long save) {
        keeper.saved(save);
    }

    /// @return whether rows could not be kept: what is not kept is forgotten
    boolean saveFailed(long save) {
        Map<String, Replica.Table> state = keeper.failed(save);
        if (state != null) {
            replica.goBackTo(state);
        }
        return state != null;
    }

    void flush() {
        keeper.flush(replica.state());
    }

    private void restore(String record, List<Row> rows, long version) {
        TreeMap<Long, Optional<Row>> changes =
                rows.stream().collect(Collectors.toMap(Row::id, Optional::of, (first, second) -> second, TreeMap::new));
        replica.apply(record, true, changes, version);
    }

    private static long seen(Replica.Table table) {
        Long version = table.lastSeen();
        return version == null ? 0 : version;
    }
}
