package dev.parallax.client;

import dev.parallax.change.Row;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The rows of a client's spaces, in memory and in the device's storage. Confined to its client.
///
/// Spaces are told apart because each has a version of its own: a row that moves from one to another may be in
/// both for a moment, or in none. What shows is the newer of the two.
final class SpaceRows {
    private static final String KEPT_AS = "space.";

    /// One space. Immutable.
    ///
    /// @param version everything up to it is here
    record Space(RowSet rows, long version) {}

    private final Topic topic;
    private final Replica replica;
    private final RowKeeper<Map<Long, Space>> keeper;
    private final Map<Long, Space> spaces = new TreeMap<>();

    SpaceRows(EffectList effects, Replica replica, Topic topic, Kept kept) {
        this.topic = topic;
        this.replica = replica;
        Map<Object, List<Row>> bySpace = kept.rows().getOrDefault(topic.record(), List.of()).stream()
                .filter(row -> row.get(topic.field()) instanceof Long)
                .collect(Collectors.groupingBy(row -> (Long) row.get(topic.field())));
        kept.values().forEach((name, value) -> {
            if (name.startsWith(KEPT_AS)) {
                long space = Long.parseLong(name.substring(KEPT_AS.length()));
                RowSet rows = RowSet.EMPTY.with(put(bySpace.getOrDefault(space, List.of())));
                spaces.put(space, new Space(rows, Long.parseLong(value)));
            }
        });
        this.keeper = new RowKeeper<>(effects, Map.copyOf(spaces));
        showAll();
    }

    Set<Long> ids() {
        return Collections.unmodifiableSet(spaces.keySet());
    }

    /// Up to which version each space is.
    Map<Long, Long> versions() {
        Map<Long, Long> versions = new TreeMap<>();
        spaces.forEach((id, space) -> versions.put(id, space.version()));
        return versions;
    }

    @Nullable
    Space space(long id) {
        return spaces.get(id);
    }

    /// The version up to which all of them are; 0 if there is none.
    long version() {
        return spaces.values().stream().mapToLong(Space::version).min().orElse(0);
    }

    /// Applies what happened in a space.
    ///
    /// @param whole whether the rows held so far go
    void apply(long id, boolean whole, TreeMap<Long, Optional<Row>> changes, long version) {
        Space before = spaces.getOrDefault(id, new Space(RowSet.EMPTY, 0));
        TreeMap<Long, Optional<Row>> all = new TreeMap<>();
        if (whole) {
            before.rows().list().forEach(row -> all.put(row.id(), Optional.empty()));
        }
        all.putAll(changes);
        spaces.put(id, new Space(before.rows().with(all), version));
        keeper.value(KEPT_AS + id, Long.toString(version));
        show(all.keySet());
    }

    void drop(long id) {
        Space gone = spaces.remove(id);
        if (gone != null) {
            keeper.value(KEPT_AS + id, null);
            show(gone.rows().list().stream().map(Row::id).collect(Collectors.toSet()));
        }
    }

    /// Whether the synced rows contain what the server did.
    boolean contains(PendingWrite confirmed) {
        // Only an answer that shows the row says that it is in a space that the session sees.
        boolean shown =
                confirmed.kind() != WriteKind.DELETE && confirmed.fields().containsKey("updatedAt");
        Object target = shown ? confirmed.fields().get(topic.field()) : null;
        return !confirmed.record().equals(topic.record())
                || spaces.entrySet().stream()
                        .filter(space -> space.getKey().equals(target)
                                || space.getValue().rows().find(confirmed.id()) != null)
                        .allMatch(space -> space.getValue().version() >= confirmed.version());
    }

    void saved(long save) {
        keeper.saved(save);
    }

    /// @return whether rows could not be kept: what is not kept is forgotten
    boolean saveFailed(long save) {
        Map<Long, Space> state = keeper.failed(save);
        if (state != null) {
            spaces.clear();
            spaces.putAll(state);
            showAll();
        }
        return state != null;
    }

    void flush() {
        keeper.flush(Map.copyOf(spaces));
    }

    private void showAll() {
        Set<Long> ids = new TreeSet<>();
        spaces.values().forEach(space -> space.rows().list().forEach(row -> ids.add(row.id())));
        replica.apply(topic.record(), true, newest(ids), version());
    }

    private void show(Set<Long> ids) {
        TreeMap<Long, Optional<Row>> changes = newest(ids);
        replica.apply(topic.record(), false, changes, version());
        keeper.put(topic.record(), changes);
    }

    private TreeMap<Long, Optional<Row>> newest(Set<Long> ids) {
        TreeMap<Long, Optional<Row>> newest = new TreeMap<>();
        for (Long id : ids) {
            Row found = null;
            for (Space space : spaces.values()) {
                Row row = space.rows().find(id);
                if (row != null && (found == null || row.version() > found.version())) {
                    found = row;
                }
            }
            newest.put(id, Optional.ofNullable(found));
        }
        return newest;
    }

    private static TreeMap<Long, Optional<Row>> put(List<Row> rows) {
        TreeMap<Long, Optional<Row>> changes = new TreeMap<>();
        rows.forEach(row -> changes.put(row.id(), Optional.of(row)));
        return changes;
    }
}
