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
    private final Map<String, String> encoded = new HashMap<>();

    /// @param changes at least one, in version order
    /// @param befores for each of them, the row as this audience saw it before; null for an insert
    public Delivery(List<ScopedChange> changes, List<? extends @Nullable Row> befores) {
        this.changes = List.copyOf(changes);
        this.befores = Collections.unmodifiableList(new ArrayList<>(befores));
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

    /// The text that `encoder` makes of this, made once however many ask.
    ///
    /// @param encoding names what the encoder makes, such as the dialect; each name stands for one encoder
    public synchronized String encodedOnce(String encoding, Function<Delivery, String> encoder) {
        String text = encoded.get(encoding);
        if (text == null) {
            text = encoder.apply(this);
            encoded.put(encoding, text);
        }
        return text;
    }
}
