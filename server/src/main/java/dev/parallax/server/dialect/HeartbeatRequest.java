package dev.parallax.server.dialect;

import dev.parallax.wire.InvalidJsonException;
import dev.parallax.wire.JsonFields;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What a client of the heartbeat dialect says that it has. Immutable.
///
/// @param timestamps by table, as the server told them; a null counts as "nothing yet"
/// @param permissionHashes by table, as the server told them; an addition that spares a new session a reset
/// @param lastEventId stands for every table that `timestamps` does not name; null for none
/// @param chunkSize rows and deletions in one event
public record HeartbeatRequest(
        Map<String, @Nullable Long> timestamps,
        Map<String, String> permissionHashes,
        @Nullable Long lastEventId,
        int chunkSize) {
    public static final int CHUNK_SIZE_DEFAULT = 100;
    public static final int CHUNK_SIZE_LIMIT = 1_000;

    private static final String TIMESTAMPS = "lastSyncTimestamps";
    private static final String HASHES = "permissionHashes";
    private static final String CHUNK_SIZE = "chunkSize";

    /// @param body with any of `lastSyncTimestamps`, `permissionHashes` and `chunkSize`
    /// @param lastEventId the header's text, or null
    /// @throws InvalidJsonException naming what is wrong
    public static HeartbeatRequest read(JsonFields body, @Nullable String lastEventId) {
        Map<String, @Nullable Long> timestamps = new LinkedHashMap<>();
        JsonFields given = body.optionalObject(TIMESTAMPS);
        if (given != null) {
            given.node().propertyNames().forEach(table -> timestamps.put(table, given.optionalInteger(table)));
        }
        Map<String, String> hashes = new LinkedHashMap<>();
        JsonFields claimed = body.optionalObject(HASHES);
        if (claimed != null) {
            claimed.node().propertyNames().forEach(table -> hashes.put(table, claimed.string(table)));
        }
        Long size = body.optionalInteger(CHUNK_SIZE);
        if (size != null && (size < 1 || size > CHUNK_SIZE_LIMIT)) {
            throw new InvalidJsonException(
                    "`" + CHUNK_SIZE + "` must be from 1 to " + CHUNK_SIZE_LIMIT + ", but it is " + size);
        }
        int chunkSize = size == null ? CHUNK_SIZE_DEFAULT : size.intValue();
        return new HeartbeatRequest(timestamps, hashes, EventId.read(lastEventId), chunkSize);
    }
}
