package dev.parallax.server.dialect;

import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Remembers the timestamps in the middle of a delta, so that a client whose stream broke there goes on there. Such
/// a timestamp is the version of an old row: often older than the client's session, so alone it would not
/// show which permission it was reached with. Thread-safe.
///
/// It shows nothing if it was told under two permissions, because the session changed and the rows are the same: the
/// client may have missed one of them with a stream that broke. Nor does it if a client came with it before it was ever
/// told here: it was reached in another session. And nor does one from within the session's time, which a live event
/// may have told.
///
/// Forgetting costs a client that starts its table anew, so the memory is bounded, and a restart forgets all.
public final class ChunkMemory {
    /// A few for every table of a thousand clients that load at once.
    private static final int CHUNKS_LIMIT = 20_000;

    /// No permission's hash: there may be several.
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

    /// The one permission hash that a client can have reached this timestamp under, or null if that is not known.
    ///
    /// @param sessionBegan the version at which the session began
    synchronized @Nullable String find(String sessionKey, long sessionBegan, String table, long timestamp) {
        if (timestamp >= sessionBegan) {
            return null;
        }
        String hash = hashes.putIfAbsent(new Chunk(sessionKey, table, timestamp), SEVERAL);
        return SEVERAL.equals(hash) ? null : hash;
    }
}
