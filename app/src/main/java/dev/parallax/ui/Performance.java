package dev.parallax.ui;

import dev.parallax.scenario.Arena;
import dev.parallax.scenario.Pace;
import dev.parallax.scenario.ScenarioRun;
import dev.parallax.scenario.plan.Scenario;
import dev.parallax.ui.preferences.Preferences;
import dev.parallax.ui.pulse.Background;
import dev.parallax.ui.pulse.Pulse;
import dev.parallax.ui.scenario.FileDialogs;
import dev.parallax.ui.scenario.Theatre;
import dev.parallax.ui.theme.Themes;
import dev.parallax.ui.world.LiveWorld;
import dev.parallax.ui.world.World;
import java.time.Duration;
import javafx.scene.Scene;

/// A scenario that is played in the window, with its world and its content. FX thread only; the
/// scenario itself is played in the background.
final class Performance implements Stay {
    private static final String READING_PREFERENCE = "scenario.readingMillis";
    /// Two sentences and a look at the cards.
    private static final int READING_MILLIS = 3_000;

    private final World world;
    private final ScenarioRun run;
    private final Pulse pulse;
    private final PlaygroundWindow window;

    Performance(
            Scenario scenario,
            Arena arena,
            Preferences preferences,
            Themes themes,
            Background background,
            Theatre theatre,
            FileDialogs dialogs) {
        world = LiveWorld.of(arena);
        Duration reading = Duration.ofMillis((long) preferences.number(READING_PREFERENCE, READING_MILLIS));
        run = new ScenarioRun(scenario, arena, new Pace(reading), progress -> {});
        pulse = new Pulse(background.mailbox());
        window = new PlaygroundWindow(world, preferences, themes, pulse, background, theatre, dialogs, run);
    }

    @Override
    public void begin(Scene scene) {
        window.show(scene);
        pulse.start();
        Thread.ofVirtual().name("parallax-scenario").start(run::play);
    }

    @Override
    public PlaygroundWindow window() {
        return window;
    }

    @Override
    public Runnable end() {
        run.pace().stop();
        pulse.stop();
        window.close();
        return world::close;
    }
}
