package dev.parallax.client;

import dev.parallax.wire.CursorMessage.Delta;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;

/// Deltas that arrive while the client catches up, and the count that shows whether one is missing. Confined to its
/// client.
final class DeltaBuffer {
    /// A catch-up takes seconds at most; a client that gathers more than this is better off catching up once more.
    static final int DELTAS_LIMIT = 10_000;

    private final Deque<Delta> deltas = new ArrayDeque<>();
    private long nextSequence = 1;

    /// A new connection counts from 1.
    void restart() {
        deltas.clear();
        nextSequence = 1;
    }

    /// Counts a delta.
    ///
    /// @return whether it is the one that had to come next
    boolean inSequence(Delta delta) {
        boolean expected = delta.sequence() == nextSequence;
        nextSequence = delta.sequence() + 1;
        return expected;
    }

    /// @return false if there is no room: all are dropped, and the client must catch up once more
    boolean keep(Delta delta) {
        if (deltas.size() >= DELTAS_LIMIT) {
            deltas.clear();
            return false;
        }
        deltas.addLast(delta);
        return true;
    }

    /// Hands out, in order, what the catch-up up to `version` did not contain; then it is empty.
    void drainNewerThan(long version, Consumer<Delta> to) {
        while (!deltas.isEmpty()) {
            Delta delta = deltas.removeFirst();
            if (delta.version() > version) {
                to.accept(delta);
            }
        }
    }
}
