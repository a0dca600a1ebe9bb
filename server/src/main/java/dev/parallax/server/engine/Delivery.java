package dev.parallax.server.engine;

import dev.parallax.change.ScopedChange;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One commit's changes as one audience sees them, shared by all its subscribers. Thread-safe.
///
/// Its version is that of the last change *in it*: a change of the same commit that the audience may not see moves
/// nothing.
public final class Delivery {
    private final List<ScopedChange> changes;
    private @Nullable String encoded;

    /// @param changes at least one, in version order
    public Delivery(List<ScopedChange> changes) {
        this.changes = List.copyOf(changes);
    }

    public long version() {
        return changes.getLast().version();
    }

    public List<ScopedChange> changes() {
        return changes;
    }

    /// The text that `encoder` makes of this, made once however many ask. One delivery has one encoder.
    public synchronized String encodedOnce(Function<Delivery, String> encoder) {
        String text = encoded;
        if (text == null) {
            text = encoder.apply(this);
            encoded = text;
        }
        return text;
    }
}
