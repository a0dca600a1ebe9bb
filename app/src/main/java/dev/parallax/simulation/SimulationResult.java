package dev.parallax.simulation;

import java.util.List;
import java.util.Map;

/// How a simulation went. Immutable.
///
/// @param failures what did not hold, in the order in which it was noticed; empty if all did
/// @param hash of all that was said and done: equal for equal seeds, on any machine
/// @param tape the same as text, if it was kept
/// @param virtualMillis that passed
/// @param counts how often each kind of thing happened
public record SimulationResult(
        long seed, List<String> failures, String hash, String tape, long virtualMillis, Map<String, Integer> counts) {
    public SimulationResult {
        failures = List.copyOf(failures);
        counts = Map.copyOf(counts);
    }

    public boolean isClean() {
        return failures.isEmpty();
    }
}
