package dev.parallax.ui.scenario;

import dev.parallax.scenario.plan.Scenario;

/// Where scenarios are played: in a world of their own, in the same window. FX thread only.
public interface Theatre {
    /// Starts the scenario's world in the background, then shows it in place of the one that is shown.
    void play(Scenario scenario);

    /// Ends the scenario and its world, and shows the person's own world again, as it was left.
    void leave();
}
