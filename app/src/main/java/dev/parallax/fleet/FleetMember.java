package dev.parallax.fleet;

/// Who a client signs in as.
///
/// @param userId an existing user
/// @param role such as `user`, `admin` or `guest`
public record FleetMember(long userId, String role) {}
