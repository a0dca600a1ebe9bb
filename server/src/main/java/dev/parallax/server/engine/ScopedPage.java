package dev.parallax.server.engine;

import dev.parallax.change.Row;
import dev.parallax.change.ScopedChange;
import dev.parallax.change.StateHash;
import java.util.List;

/// Consecutive changes of a scope's chain, shared by all clients that stand at the same place. Immutable.
///
/// @param items in version order; empty if there are none
/// @param links for each of them, what it adds to the chain
/// @param place where a client stands behind them
/// @param hasMore whether more may follow at once
/// @param scanned how many entries of the log were looked at
/// @param isEnd whether the chain cannot go on from the place asked for: the log has been pruned beyond it, or
///     a transaction follows that is too large for an answer
record ScopedPage(List<Item> items, List<byte[]> links, Place place, boolean hasMore, int scanned, boolean isEnd) {
    /// @param transaction the version of the last change of its transaction, whoever sees that
    record Item(ScopedChange change, long transaction) {}

    /// A place in a chain that begins with the rows that were visible at one version, and goes on with the
    /// changes after it.
    ///
    /// @param asOf the version of the rows
    /// @param inRows whether rows may follow; then `position` is the version of the last row before the place,
    ///     and otherwise a version up to which every transaction of the log lies before it
    record Place(long asOf, boolean inRows, long position) {}

    ScopedPage {
        items = List.copyOf(items);
        links = List.copyOf(links);
    }

    static ScopedPage of(List<Item> items, Place place, boolean hasMore, int scanned, boolean isEnd) {
        List<byte[]> links = items.stream()
                .map(item -> StateHash.changeHash(StateHash.canonical(item.change())))
                .toList();
        return new ScopedPage(items, links, place, hasMore, scanned, isEnd);
    }

    /// The chain's hash behind the page.
    StateHash after(StateHash hash) {
        return after(hash, links.size());
    }

    /// The chain's hash behind the first `count` items.
    StateHash after(StateHash hash, int count) {
        StateHash last = hash;
        for (byte[] link : links.subList(0, count)) {
            last = last.then(link);
        }
        return last;
    }

    /// About how much text it holds, in characters.
    long chars() {
        long chars = 0;
        for (Item item : items) {
            Row row = item.change().row();
            chars += Row.COLUMN_CHARS + (row == null ? 0 : row.chars());
        }
        return chars;
    }

    List<ScopedChange> changes() {
        return items.stream().map(Item::change).toList();
    }
}
