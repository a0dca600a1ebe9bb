package dev.parallax.ui.tableau;

import dev.parallax.change.Row;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// One card as it is drawn: what is in each place, what happened there, and what has to be painted anew.
/// Confined to the thread of its model.
final class CardState {
    CardView view;
    /// By slot; a row that just left stays until it has faded.
    @Nullable
    Row[] rows = new Row[0];

    Flash[] flashes = new Flash[0];
    long[] flashSince = new long[0];
    /// Places with a flash that is not over.
    final BitSet flashing = new BitSet();
    /// Places to paint anew; `dirtyAll` includes them all and the card's surroundings.
    final BitSet dirty = new BitSet();
    boolean dirtyAll = true;
    /// When something last changed here.
    long activeSince = Long.MIN_VALUE / 2;

    CardState(CardView view) {
        this.view = view;
    }

    /// The post that the client holds in a place; null for an empty place and for one that fades out.
    @Nullable
    Row held(int slot) {
        return flashes[slot] == Flash.LEFT ? null : rows[slot];
    }

    /// Gives every post its new place.
    void place(Slots after, long[] idsBefore) {
        @Nullable Row[] oldRows = rows;
        Flash[] oldFlashes = flashes;
        long[] oldSince = flashSince;
        rows = new Row[after.count()];
        flashes = new Flash[after.count()];
        Arrays.fill(flashes, Flash.NONE);
        flashSince = new long[after.count()];
        flashing.clear();
        for (int old = 0; old < oldRows.length; old++) {
            int slot = oldRows[old] == null ? -1 : after.slotOf(idsBefore[old]);
            if (slot >= 0) {
                rows[slot] = oldRows[old];
                flashes[slot] = oldFlashes[old];
                flashSince[slot] = oldSince[old];
                flashing.set(slot, oldFlashes[old] != Flash.NONE);
            }
        }
        dirtyAll = true;
    }

    /// Puts the rows of `next` into their places and marks what differs.
    ///
    /// @param quiet whether nothing flashes: what a client loads first is not news
    void apply(CardView next, Slots slots, long now, boolean quiet) {
        RowDiff.walk(view.posts(), next.posts(), new RowDiff() {
            @Override
            public void left(Row row) {
                happen(slots.slotOf(row.id()), null, Flash.LEFT, now);
            }

            @Override
            public void arrived(Row row) {
                happen(slots.slotOf(row.id()), row, quiet ? Flash.NONE : Flash.ARRIVED, now);
            }

            @Override
            public void changed(Row row) {
                happen(slots.slotOf(row.id()), row, quiet ? Flash.NONE : Flash.CHANGED, now);
            }
        });
        if (!view.marks().equals(next.marks())) {
            dirtyAll = true;
        }
        if ((view.version() == 0) != (next.version() == 0)
                || view.status() != next.status()
                || !view.name().equals(next.name())
                || !view.role().equals(next.role())
                || !view.faults().equals(next.faults())
                || !view.dialect().equals(next.dialect())) {
            dirtyAll = true;
        }
        view = next;
    }

    private void happen(int slot, @Nullable Row row, Flash flash, long now) {
        if (row != null) {
            rows[slot] = row;
        }
        flashes[slot] = flash;
        flashSince[slot] = now;
        flashing.set(slot, flash != Flash.NONE);
        dirty.set(slot);
        if (flash != Flash.NONE) {
            activeSince = now;
        }
    }

    /// Ends what is over and marks what still moves.
    ///
    /// @return the ids that are gone from this card now, or an empty list
    List<Long> advance(long now) {
        List<Long> gone = List.of();
        for (int slot = flashing.nextSetBit(0); slot >= 0; slot = flashing.nextSetBit(slot + 1)) {
            dirty.set(slot);
            if (flashes[slot].progress(flashSince[slot], now) >= 1) {
                Row row = rows[slot];
                if (flashes[slot] == Flash.LEFT && row != null) {
                    if (gone.isEmpty()) {
                        gone = new ArrayList<>();
                    }
                    gone.add(row.id());
                    rows[slot] = null;
                }
                flashes[slot] = Flash.NONE;
                flashing.clear(slot);
            }
        }
        return gone;
    }
}
