package dev.parallax.server.store;

/// The one row that orders all changes; whoever writes holds its lock. Immutable.
///
/// @param databaseId made when the database was
/// @param version of the newest change
/// @param hash of the log's chain up to it, in lower-case hex
/// @param ceiling no safe version above it was ever told to a client
/// @param floor the log holds every change newer than this
public record Head(String databaseId, long version, String hash, long ceiling, long floor) {
    public Head withCeiling(long value) {
        return new Head(databaseId, version, hash, value, floor);
    }

    public Head withChange(long changeVersion, String changeHash) {
        return new Head(databaseId, changeVersion, changeHash, ceiling, floor);
    }
}
