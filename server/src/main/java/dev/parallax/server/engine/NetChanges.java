package dev.parallax.server.engine;

import dev.parallax.change.Change;
import dev.parallax.change.Commit;
import dev.parallax.change.Row;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a transaction does to each row in the end: the row before the transaction against the row after it.
/// Confined to the writer.
final class NetChanges {
    private record Key(String record, long id) {}

    private record Effect(@Nullable Row before, @Nullable Row after, long version) {}

    private final Map<Key, Effect> effects = new LinkedHashMap<>();

    /// A step changed a row.
    ///
    /// @param before the row before this step
    void add(String record, long id, @Nullable Row before, @Nullable Row after, long version) {
        effects.merge(
                new Key(record, id),
                new Effect(before, after, version),
                (earlier, step) -> new Effect(earlier.before(), step.after(), step.version()));
    }

    /// At most one change for each row, in version order; none for a row that was only there in between.
    ///
    /// @param version of the transaction's last step
    Commit commit(long version, String actor) {
        List<Change> changes = new ArrayList<>();
        effects.forEach((key, effect) -> {
            if (effect.before() != null || effect.after() != null) {
                changes.add(new Change(
                        effect.version(), version, key.record(), key.id(), effect.before(), effect.after(), actor));
            }
        });
        changes.sort(Comparator.comparingLong(Change::version));
        return new Commit(version, changes);
    }
}
