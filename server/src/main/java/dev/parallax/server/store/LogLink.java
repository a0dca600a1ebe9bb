package dev.parallax.server.store;

import dev.parallax.change.StateHash;
import org.jspecify.annotations.Nullable;

/// An entry of the log as the chain of hashes needs it, whatever schema it was written by. Immutable.
///
/// @param canonical the change in canonical JSON, without a scope; null if what is there is no change of a row
/// @param hash of the chain up to and with this change as it is stored, in lower-case hex
/// @param chars about what the entry takes
public record LogLink(
        long version, String record, long id, @Nullable String canonical, String hash, long chars) {
    /// Whether it follows a hash.
    public boolean fits(StateHash previous) {
        return canonical != null && next(previous).hex().equals(hash);
    }

    /// The hash after it.
    ///
    /// @throws IllegalStateException if it is no change
    public StateHash next(StateHash previous) {
        if (canonical == null) {
            throw new IllegalStateException("no change has no hash");
        }
        return previous.then(StateHash.changeHash(canonical));
    }
}
