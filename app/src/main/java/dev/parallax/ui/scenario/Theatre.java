package dev.parallax.ui.scenario;

import dev.parallax.scenario.plan.Scenario;
import dev.parallax.ui.world.World;

/// Where other worlds are shown in the same window: those of scenarios, and those that were saved. FX thread only.
public interface Theatre {
    /// Starts the scenario's world in the background, then shows it in place of the one that is shown.
    void play(Scenario scenario);

    /// Shows a world that was opened in place of the one that is shown; it closes when it is left.
    void visit(World opened);

    /// Whether it is the person's own world, which cannot be left.
    boolean isOwn(World world);

    /// Ends the scenario or the visit and its world, and shows the person's own world again, as it was left.
    void leave();
}
