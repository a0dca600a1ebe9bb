package dev.parallax.server.store;

import dev.parallax.change.Row;
import org.jspecify.annotations.Nullable;

/// A path of linked rows that a transaction made or broke, as the database keeps it: once for each term under which a
/// session may look for it. Immutable.
///
/// @param question whose path it is, a [dev.parallax.policy.LinkQuestion]'s id
/// @param term for which sessions it may count
/// @param transaction the version of its last change
/// @param number of the path among those of the transaction
/// @param version of the change that made or broke it
/// @param key where it starts; null stands for more paths than could be kept
/// @param end the row it ends in, with the fields that matter; null exactly if `key` is
public record StoredPath(
        String question,
        String term,
        long transaction,
        int number,
        long version,
        boolean isMade,
        @Nullable Object key,
        @Nullable Row end) {
    /// The term of paths that may count for any session.
    public static final String ANYONE = "*";
}
