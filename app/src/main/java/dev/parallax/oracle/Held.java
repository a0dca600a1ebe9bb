package dev.parallax.oracle;

/// A row that a client holds and that its session may not see, whether or not the client can know yet.
/// Immutable.
///
/// @param changedVersion when the row itself last changed; 0 if that is not remembered
public record Held(int clientNumber, String record, long id, long changedVersion) {}
