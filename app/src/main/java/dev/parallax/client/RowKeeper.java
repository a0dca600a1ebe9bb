package dev.parallax.client;

import dev.parallax.change.Row;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Keeps synced rows in the device's storage, together with what says how far they are. Confined to its client.
///
/// One save is under way at a time, and what comes meanwhile gathers for the next, each row once: so what is kept never
/// has a gap, and a slow disk costs no more memory than the rows themselves. When a save fails, the client goes back to
/// what is kept.
///
/// @param <S> what the client goes back to; immutable
final class RowKeeper<S> {
    private final EffectList effects;
    private final Map<String, TreeMap<Long, Optional<Row>>> rows = new LinkedHashMap<>();
    private final List<String> cleared = new ArrayList<>();
    private final Map<String, Optional<String>> values = new LinkedHashMap<>();
    private S kept;
    /// Counts changes: all of them, those in the save that is under way, and those that are kept.
    private long changed;
    private long beingKept;
    private long keptUpTo;
    private @Nullable S keeping;
    private long save;

    /// @param kept what the storage holds now
    RowKeeper(EffectList effects, S kept) {
        this.effects = effects;
        this.kept = kept;
    }

    /// Forgets all rows of a record.
    void clear(String record) {
        changed++;
        rows.remove(record);
        cleared.remove(record);
        cleared.add(record);
    }

    /// Puts rows, or removes them where there is none.
    void put(String record, Map<Long, Optional<Row>> changes) {
        if (!changes.isEmpty()) {
            changed++;
            rows.computeIfAbsent(record, name -> new TreeMap<>()).putAll(changes);
        }
    }

    void value(String name, @Nullable String value) {
        changed++;
        values.put(name, Optional.ofNullable(value));
    }

    /// Names all changes so far, for [#isKept].
    long mark() {
        return changed;
    }

    /// Whether the changes up to that mark are kept.
    boolean isKept(long mark) {
        return keptUpTo >= mark;
    }

    /// Starts a save if none is under way and something has changed.
    ///
    /// @param now what the client would go back to after this save
    void flush(S now) {
        if (save != 0 || beingKept == changed) {
            return;
        }
        cleared.forEach(record -> save = effects.keep(new StorageChange.ClearRows(record)));
        rows.forEach(this::keepRows);
        values.forEach((name, value) -> save = effects.keep(
                value.isPresent() ? new StorageChange.PutValue(name, value.get()) : new StorageChange.DropValue(name)));
        keeping = now;
        beingKept = changed;
        forget();
    }

    void saved(long number) {
        if (number == save && keeping != null) {
            kept = keeping;
            keptUpTo = beingKept;
            keeping = null;
            save = 0;
        }
    }

    /// @return what to go back to, or null if the failed save was not of rows
    @Nullable
    S failed(long number) {
        if (number != save || keeping == null) {
            return null;
        }
        keeping = null;
        save = 0;
        changed++;
        beingKept = changed;
        forget();
        return kept;
    }

    private void keepRows(String record, TreeMap<Long, Optional<Row>> changes) {
        List<Row> put = new ArrayList<>();
        List<Long> removed = new ArrayList<>();
        changes.forEach((id, row) -> row.ifPresentOrElse(put::add, () -> removed.add(id)));
        if (!put.isEmpty()) {
            save = effects.keep(new StorageChange.PutRows(put));
        }
        if (!removed.isEmpty()) {
            save = effects.keep(new StorageChange.DropRows(record, removed));
        }
    }

    private void forget() {
        cleared.clear();
        rows.clear();
        values.clear();
    }
}
