package dev.parallax.scenario.plan;

import java.util.List;

/// A lesson that can be played: what there is at the beginning, what is done, and what must then be so.
/// Immutable.
///
/// @param teaches the one thing that it shows, in a sentence
/// @param setup what the server does before anybody connects
public record Scenario(String name, String teaches, Setting setting, List<Step> setup, List<Step> steps) {
    /// Nobody reads more.
    public static final int STEPS_LIMIT = 500;

    public Scenario {
        setup = List.copyOf(setup);
        steps = List.copyOf(steps);
    }
}
