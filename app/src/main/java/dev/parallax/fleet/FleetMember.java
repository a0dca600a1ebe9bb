package dev.parallax.fleet;

import dev.parallax.client.Dialect;
import org.jspecify.annotations.Nullable;

/// Who a client signs in as. Immutable.
///
/// @param userId an existing user
/// @param role such as `user`, `admin` or `guest`
/// @param dialect how it talks to the server; null if it is the fleet's turn to say
public record FleetMember(
        long userId, String role, @Nullable Dialect dialect) {
    public FleetMember(long userId, String role) {
        this(userId, role, null);
    }
}
