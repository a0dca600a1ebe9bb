package dev.parallax.server.engine;

import dev.parallax.change.Row;
import dev.parallax.change.ScopedChange;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One commit's changes as one audience sees them, shared by all its subscribers. Thread-safe.
///
/// Its version is that of the last change *in it*: a change of the same commit that the audience may not see moves
/// nothing.
public final class Delivery {
    private final List<ScopedChange> changes;
    private final List<@Nullable Row> befores;
    private final Map<Object, Object> derived = new HashMap<>();
    private final long chars;

    /// @param changes at least one, in version order
    /// @param befores for each of them, the row as this audience saw it before; null for an insert
    public Delivery(List<ScopedChange> changes, List<? extends @Nullable Row> befores) {
        this.changes = List.copyOf(changes);
        this.befores = Collections.unmodifiableList(new ArrayList<>(befores));
        this.chars = changes.stream()
                .map(ScopedChange::row)
                .mapToLong(Delivery::chars)
                .sum();
    }

    public long version() {
        return changes.getLast().version();
    }

    public List<ScopedChange> changes() {
        return changes;
    }

    /// The row of a change as this audience saw it before; null if it did not.
    public @Nullable Row before(int index) {
        return befores.get(index);
    }

    /// About how many characters its rows take as text.
    public long chars() {
        return chars;
    }

    /// The text that `encoder` makes of this, made once however many ask.
    ///
    /// @param encoding names what the encoder makes, such as the dialect; each name stands for one encoder
    public String encodedOnce(Object encoding, Function<Delivery, String> encoder) {
        return derivedOnce(encoding, String.class, encoder);
    }

    /// What `function` makes of this, made once however many ask.
    ///
    /// @param key names what the function makes; each key stands for one function
    public synchronized <T> T derivedOnce(Object key, Class<T> type, Function<Delivery, T> function) {
        Object known = derived.get(key);
        if (known == null) {
            known = function.apply(this);
            derived.put(key, known);
        }
        return type.cast(known);
    }

    private static long chars(@Nullable Row row) {
        return row == null ? Row.COLUMN_CHARS : row.chars();
    }
}
