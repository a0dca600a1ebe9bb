package dev.parallax.server.engine;

import dev.parallax.change.StateHash;
import dev.parallax.server.engine.ScopedPage.Place;
import dev.parallax.server.store.StoredClient;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The chain of one client: where it was founded, and the last places that the client was told. Thread-safe.
///
/// The founding is on the disk, the places are not. A client that names a place which is not remembered here,
/// because the server was restarted or the client is far behind, is recognised by computing the chain from its
/// founding.
final class Chain {
    /// A client asks again from one of the last answers: of several it may have lost all but the first.
    private static final int STANDS_LIMIT = 8;

    private StoredClient founding;
    private final Deque<Stand> stands = new ArrayDeque<>();
    private @Nullable Stand acknowledged;
    private long scannedSinceFounding;
    private boolean isAdvancing;
    private long seen;

    Chain(StoredClient founding) {
        this.founding = founding;
        this.seen = founding.used();
    }

    /// Where a client stands.
    ///
    /// @param cursor as the client was told
    record Stand(long cursor, StateHash hash, Place place) {
        boolean is(long otherCursor, StateHash otherHash) {
            return cursor == otherCursor && hash.equals(otherHash);
        }
    }

    synchronized StoredClient founding() {
        return founding;
    }

    /// The place of this cursor and hash, if it was told lately.
    synchronized Optional<Stand> stand(long cursor, StateHash hash) {
        return stands.stream().filter(stand -> stand.is(cursor, hash)).findFirst();
    }

    /// The client is told to stand here from now on.
    ///
    /// @param scanned entries of the log that lie between this and where it stood before
    synchronized void tell(Stand stand, int scanned) {
        stands.removeIf(known -> known.is(stand.cursor(), stand.hash()));
        stands.addFirst(stand);
        if (stands.size() > STANDS_LIMIT) {
            stands.removeLast();
        }
        scannedSinceFounding += scanned;
    }

    /// The client has said that it stands here.
    synchronized void acknowledge(Stand stand, long now) {
        acknowledged = stand;
        seen = now;
    }

    /// A founding at the place that the client last said it holds; empty if that is the present one, or among
    /// rows.
    synchronized Optional<StoredClient> advanced(long now) {
        Stand stand = acknowledged;
        if (stand == null
                || stand.place().inRows()
                || (stand.place().position() <= founding.position() && !founding.withRows())) {
            return Optional.empty();
        }
        return Optional.of(new StoredClient(
                founding.sessionKey(),
                founding.clientId(),
                founding.scope(),
                stand.place().position(),
                stand.cursor(),
                stand.hash().hex(),
                false,
                now));
    }

    /// The same, to be saved now; empty also while another is being saved, however often the client asks meanwhile.
    /// [#advanceEnded] must follow.
    synchronized Optional<StoredClient> advance(long now) {
        Optional<StoredClient> next = isAdvancing ? Optional.empty() : advanced(now);
        isAdvancing |= next.isPresent();
        return next;
    }

    /// @param saved the founding that is on the disk now, or null if it could not be saved
    synchronized void advanceEnded(@Nullable StoredClient saved) {
        isAdvancing = false;
        if (saved != null) {
            founding = saved;
            scannedSinceFounding = 0;
        }
    }

    synchronized long scannedSinceFounding() {
        return scannedSinceFounding;
    }

    /// The newest cursor that the client said it holds; null if it has not said any since the server started.
    synchronized @Nullable Long cursor() {
        return acknowledged == null ? null : (Long) acknowledged.cursor();
    }

    /// The version at which the client was last heard of.
    synchronized long seen() {
        return seen;
    }
}
