package dev.parallax.server.engine;

import dev.parallax.change.StateHash;
import dev.parallax.change.Version;
import dev.parallax.server.engine.Chain.Stand;
import dev.parallax.server.engine.ScopedPage.Item;
import dev.parallax.server.engine.ScopedPage.Place;
import dev.parallax.server.store.StoredClient;
import java.util.List;
import java.util.Optional;

/// Finds where a client stands by computing its chain from the founding up to its cursor. Confined to its
/// thread.
final class Recognition {
    private final ScopedReading reading;
    private final StoredClient founding;
    private final int pageSize;

    Recognition(ScopedReading reading, StoredClient founding, int pageSize) {
        this.reading = reading;
        this.founding = founding;
        this.pageSize = pageSize;
    }

    /// @return empty if the chain has another hash at the cursor, or the log does not reach back to the
    ///     founding
    Optional<Stand> find(long cursor, StateHash hash) {
        StateHash computed = StateHash.parse(founding.hash());
        long asOf = founding.position();
        Place place = new Place(asOf, founding.withRows(), founding.withRows() ? Version.NONE : asOf);
        while (true) {
            ScopedPage page = reading.page(place, pageSize);
            if (page.isEnd()) {
                return Optional.empty();
            }
            List<Item> items = page.items();
            int count = countUpTo(cursor, items);
            computed = page.after(computed, count);
            boolean mayBeInRows = place.inRows() && !page.place().inRows() && cursor < founding.cursor();
            if (count < items.size() || mayBeInRows) {
                return computed.equals(hash) ? stand(place, items, count, cursor, hash) : Optional.empty();
            }
            place = page.place();
            if (!page.hasMore()) {
                return computed.equals(hash) ? Optional.of(new Stand(cursor, hash, place)) : Optional.empty();
            }
        }
    }

    /// Within a page; empty if that is within a transaction.
    private static Optional<Stand> stand(Place place, List<Item> items, int count, long cursor, StateHash hash) {
        if (place.inRows()) {
            return Optional.of(new Stand(cursor, hash, new Place(place.asOf(), true, cursor)));
        }
        long before = count == 0 ? place.position() : items.get(count - 1).transaction();
        if (before == items.get(count).transaction()) {
            return Optional.empty();
        }
        return Optional.of(new Stand(cursor, hash, new Place(place.asOf(), false, before)));
    }

    private static int countUpTo(long cursor, List<Item> items) {
        int count = 0;
        while (count < items.size() && items.get(count).change().version() <= cursor) {
            count++;
        }
        return count;
    }
}
