package dev.parallax.simulation;

import dev.parallax.client.Dialect;
import java.util.List;

/// What a simulation is made of. Immutable.
///
/// @param seed decides everything that is not said here
/// @param clients take the dialects in turn
/// @param steps things done by people, operators and bad luck, before everything comes to rest
/// @param isTapeKept whether the text of all that was said is kept, and not only its hash
public record SimulationPlan(long seed, int clients, int steps, List<Dialect> dialects, boolean isTapeKept) {
    public SimulationPlan {
        dialects = List.copyOf(dialects);
        if (clients < 1 || steps < 0 || dialects.isEmpty()) {
            throw new IllegalArgumentException("a simulation has clients, and they speak something");
        }
    }

    /// Eight clients of all dialects, and two hundred steps.
    public static SimulationPlan of(long seed) {
        return new SimulationPlan(seed, 8, 200, List.of(Dialect.values()), false);
    }

    public SimulationPlan withDialects(List<Dialect> value) {
        return new SimulationPlan(seed, clients, steps, value, isTapeKept);
    }

    public SimulationPlan withSeed(long value) {
        return new SimulationPlan(value, clients, steps, dialects, isTapeKept);
    }

    public SimulationPlan withSteps(int value) {
        return new SimulationPlan(seed, clients, value, dialects, isTapeKept);
    }

    public SimulationPlan keepingTape() {
        return new SimulationPlan(seed, clients, steps, dialects, true);
    }
}
