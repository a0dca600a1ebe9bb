package dev.parallax.fleet;

/// What traffic has done since the fleet started. Immutable.
///
/// @param skipped not tried, because too many writes were outstanding or nobody could do it
/// @param outstanding sent, not answered yet
public record TrafficCounts(long attempted, long accepted, long denied, long failed, long skipped, int outstanding) {}
