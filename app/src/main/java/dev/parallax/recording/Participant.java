package dev.parallax.recording;

/// Who a recorded client is, so that its card can be shown when it is long gone. Immutable.
///
/// @param number stable; no other client ever gets it
/// @param name the user's
/// @param dialect its name
public record Participant(int number, String name, long userId, String role, String dialect) {}
