package dev.parallax.client;

import dev.parallax.change.Row;
import dev.parallax.change.ScopedChange;
import dev.parallax.change.StateHash;
import dev.parallax.wire.ChangesAnswer;
import dev.parallax.wire.CursorMessage.Delta;
import dev.parallax.wire.CursorMessage.Removed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// The rows of a changelog client with their cursor and the chained hash over everything received, in memory and in
/// the device's storage. Confined to its client. Source: PROTOCOL, dialect 5; seeds/004.
///
/// A page is applied whole or not at all, and kept with its cursor and hash in one save. One save is under way
/// at a time: the caller asks the server for more when it is done. If it fails, the storage is behind, at an
/// older page that is right in itself; the next save writes everything anew.
final class ChangelogReplica {
    private static final String CURSOR = "changelog.cursor";
    private static final String HASH = "changelog.hash";

    private final EffectList effects;
    private final Replica rows;
    private @Nullable Long cursor;
    private StateHash hash = StateHash.GENESIS;
    private HashChain chain = new HashChain(null, StateHash.GENESIS.hex(), "");
    private long save;
    private boolean behind;

    ChangelogReplica(EffectList effects, Replica rows, Kept kept) {
        this.effects = effects;
        this.rows = rows;
        restore(kept);
    }

    @Nullable
    Long cursor() {
        return cursor;
    }

    /// Of the chain at the cursor; null without one.
    @Nullable
    String hash() {
        return cursor == null ? null : hash.hex();
    }

    HashChain chain() {
        return chain;
    }

    /// Applies a page if its hash is what this client computes over it.
    ///
    /// @return false if not: then nothing of it is applied
    boolean apply(ChangesAnswer page) {
        StateHash computed = page.reset() ? StateHash.GENESIS : hash;
        for (ScopedChange change : page.changes()) {
            computed = computed.then(change);
        }
        chain = new HashChain(page.cursor(), computed.hex(), page.stateHash());
        if (!chain.agrees()) {
            return false;
        }
        boolean moved = cursor == null || cursor != page.cursor() || page.reset();
        hash = computed;
        cursor = page.cursor();
        if (page.reset()) {
            rows.clear();
        }
        Map<String, TreeMap<Long, Optional<Row>>> changes = net(page.changes());
        rows.apply(new Delta(entered(changes), left(changes), page.cursor(), 0));
        if (moved) {
            keep(page.reset(), changes);
        }
        return true;
    }

    /// What was taken in goes bad: the rows, and with them the hash over it, which gives it away at the next answer.
    void corrupt(RandomGenerator random) {
        rows.corrupt(random);
        hash = hash.then(StateHash.changeHash("spoilt"));
        chain = new HashChain(cursor, hash.hex(), chain.theirs());
    }

    /// Drops everything, to start again with nothing.
    void forget() {
        rows.clear();
        cursor = null;
        hash = StateHash.GENESIS;
        effects.keep(new StorageChange.ClearAllRows());
        effects.keep(new StorageChange.DropValue(HASH));
        save = effects.keep(new StorageChange.DropValue(CURSOR));
        behind = false;
    }

    /// Whether the device keeps all that is here.
    boolean isKept() {
        return save == 0 && !behind;
    }

    /// Tries to keep what a failed save did not.
    void keepAgain() {
        if (save == 0 && behind) {
            keep(true, Map.of());
        }
    }

    void saved(long number) {
        if (number == save) {
            save = 0;
        }
    }

    /// @return whether it was a page that could not be kept
    boolean saveFailed(long number) {
        boolean mine = number == save;
        if (mine) {
            save = 0;
            behind = true;
        }
        return mine;
    }

    private void keep(boolean reset, Map<String, TreeMap<Long, Optional<Row>>> changes) {
        boolean anew = reset || behind;
        behind = false;
        if (anew) {
            effects.keep(new StorageChange.ClearAllRows());
            rows.tables().values().forEach(table -> putRows(table.rows().list()));
        } else {
            putRows(entered(changes));
            changes.forEach((record, byId) -> dropRows(record, byId));
        }
        Long at = cursor;
        if (at == null) {
            effects.keep(new StorageChange.DropValue(HASH));
            save = effects.keep(new StorageChange.DropValue(CURSOR));
        } else {
            effects.keep(new StorageChange.PutValue(HASH, hash.hex()));
            save = effects.keep(new StorageChange.PutValue(CURSOR, Long.toString(at)));
        }
    }

    private void putRows(List<Row> list) {
        if (!list.isEmpty()) {
            effects.keep(new StorageChange.PutRows(list));
        }
    }

    private void dropRows(String record, TreeMap<Long, Optional<Row>> byId) {
        List<Long> ids = byId.entrySet().stream()
                .filter(change -> change.getValue().isEmpty())
                .map(Map.Entry::getKey)
                .toList();
        if (!ids.isEmpty()) {
            effects.keep(new StorageChange.DropRows(record, ids));
        }
    }

    private void restore(Kept kept) {
        String keptCursor = kept.values().get(CURSOR);
        String keptHash = kept.values().get(HASH);
        if (keptCursor == null || keptHash == null) {
            return;
        }
        cursor = Long.valueOf(keptCursor);
        hash = StateHash.parse(keptHash);
        List<Row> all = kept.rows().values().stream().flatMap(List::stream).toList();
        rows.apply(new Delta(all, List.of(), cursor, 0));
        chain = new HashChain(cursor, keptHash, "");
    }

    /// What the changes come to, by record and id; the last of a row counts.
    private static Map<String, TreeMap<Long, Optional<Row>>> net(List<ScopedChange> changes) {
        Map<String, TreeMap<Long, Optional<Row>>> net = new LinkedHashMap<>();
        for (ScopedChange change : changes) {
            net.computeIfAbsent(change.record(), record -> new TreeMap<>())
                    .put(change.id(), Optional.ofNullable(change.row()));
        }
        return net;
    }

    private static List<Row> entered(Map<String, TreeMap<Long, Optional<Row>>> changes) {
        return changes.values().stream()
                .flatMap(byId -> byId.values().stream())
                .flatMap(Optional::stream)
                .toList();
    }

    private static List<Removed> left(Map<String, TreeMap<Long, Optional<Row>>> changes) {
        List<Removed> left = new ArrayList<>();
        changes.forEach((record, byId) -> byId.forEach((id, row) -> {
            if (row.isEmpty()) {
                left.add(new Removed(record, id));
            }
        }));
        return left;
    }
}
