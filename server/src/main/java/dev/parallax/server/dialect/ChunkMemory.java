package dev.parallax.server.dialect;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Remembers the timestamps in the middle of a delta, so that a client whose stream broke there goes on there. Such
/// a timestamp is the version of an old row: often older than the client's session, so alone it would not
/// show which permission it was reached with. Thread-safe.
///
/// A timestamp that was told under two permissions, because the session changed and the rows are the same, shows
/// nothing
/// either: the client may have missed one of them with a stream that broke.
///
/// Forgetting costs a client that starts its table anew, so the memory is bounded, and a restart forgets all.
public final class ChunkMemory {
    /// A few for every table of a thousand clients that load at once.
    private static final int CHUNKS_LIMIT = 20_000;

    /// No permission's hash.
    private static final String SEVERAL = "";

    private final Map<Chunk, String> hashes = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Chunk, String> eldest) {
            return size() > CHUNKS_LIMIT;
        }
    };

    private record Chunk(String sessionKey, String table, long timestamp) {}

    synchronized void put(String sessionKey, String table, long timestamp, String permissionHash) {
        hashes.merge(
                new Chunk(sessionKey, table, timestamp),
                permissionHash,
                (before, now) -> before.equals(now) ? now : SEVERAL);
    }

    /// The one permission hash that the session was told this timestamp under, or null if that is not known.
    synchronized @Nullable String find(String sessionKey, String table, long timestamp) {
        String hash = hashes.get(new Chunk(sessionKey, table, timestamp));
        return SEVERAL.equals(hash) ? null : hash;
    }
}
