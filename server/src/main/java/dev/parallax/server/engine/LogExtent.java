package dev.parallax.server.engine;

/// How much of the change log there is. Immutable.
///
/// @param entries that are there
/// @param floor up to which it was pruned; 0 if it never was
public record LogExtent(long entries, long floor) {}
