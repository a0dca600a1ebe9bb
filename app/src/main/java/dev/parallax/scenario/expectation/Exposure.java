package dev.parallax.scenario.expectation;

/// A row that a client holds, or held, though its session may not see it (any more). Immutable.
///
/// @param sinceMicros when it lost the right: the commit, where that is known, else when it was first
///     noticed
/// @param untilMicros when it was last seen holding it, or was seen without it
/// @param over whether it holds it no longer
public record Exposure(int clientNumber, String record, long id, long sinceMicros, long untilMicros, boolean over) {
    /// How long, in microseconds; at least 0.
    public long heldMicros() {
        return Math.max(0, untilMicros - sinceMicros);
    }
}
