package dev.parallax.ui.export;

import dev.parallax.ui.action.Actions;
import dev.parallax.ui.pulse.Background;
import dev.parallax.ui.pulse.Pulse;
import dev.parallax.ui.scenario.FileDialogs;
import dev.parallax.ui.scenario.Theatre;
import dev.parallax.ui.strip.StripStack;
import dev.parallax.ui.tableau.TableauView;
import dev.parallax.ui.world.World;
import javafx.scene.Node;

/// Everything about files in the window, wired together. FX thread only.
public final class Filing {
    private final Exports exports;
    private final WorldFiles worlds;

    public Filing(
            World world,
            TableauView tableau,
            FileDialogs dialogs,
            StripStack strips,
            Background background,
            Theatre theatre,
            Pulse pulse) {
        JobBar bar = new JobBar();
        strips.keep(bar);
        pulse.calmly(bar);
        Jobs jobs = new Jobs(strips, background, bar);
        exports = new Exports(world, tableau, dialogs, strips, jobs);
        worlds = new WorldFiles(world, dialogs, strips, jobs, theatre);
    }

    /// @param place where files can be dropped
    public void bind(Actions actions, Node place) {
        exports.bind(actions);
        worlds.bind(actions);
        worlds.acceptDrops(place);
    }
}
