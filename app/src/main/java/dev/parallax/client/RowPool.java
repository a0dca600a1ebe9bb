package dev.parallax.client;

import dev.parallax.change.Row;
import java.util.concurrent.atomic.AtomicReferenceArray;

/// Lets clients that hold equal rows hold the same object: 1,000 clients of one server decode the same rows. A
/// table of fixed size in which a row's hash decides its place and a newcomer replaces what is there: never
/// grows, at worst shares less. Thread-safe.
public final class RowPool {
    /// The rows of a large playground; 64 K references are 256 KB.
    private static final int SLOTS = 1 << 16;

    private final AtomicReferenceArray<Row> slots = new AtomicReferenceArray<>(SLOTS);

    /// An equal row, shared where possible.
    public Row share(Row row) {
        int hash = row.hashCode();
        int slot = (hash ^ (hash >>> 16)) & (SLOTS - 1);
        Row known = slots.get(slot);
        if (row.equals(known)) {
            return known;
        }
        slots.set(slot, row);
        return row;
    }
}
