package dev.parallax.ui;

import dev.parallax.ui.preferences.Preferences;
import dev.parallax.ui.pulse.Background;
import dev.parallax.ui.pulse.Pulse;
import dev.parallax.ui.scenario.FileDialogs;
import dev.parallax.ui.scenario.Theatre;
import dev.parallax.ui.theme.Themes;
import dev.parallax.ui.world.World;
import javafx.scene.Scene;

/// A saved world that is looked at, with its content. FX thread only.
final class Visit implements Stay {
    private final World world;
    private final Pulse pulse;
    private final PlaygroundWindow window;

    Visit(
            World world,
            Preferences preferences,
            Themes themes,
            Background background,
            Theatre theatre,
            FileDialogs dialogs) {
        this.world = world;
        pulse = new Pulse(background.mailbox());
        window = new PlaygroundWindow(world, preferences, themes, pulse, background, theatre, dialogs, null);
    }

    @Override
    public void begin(Scene scene) {
        window.show(scene);
        window.welcomeBack();
        pulse.start();
    }

    @Override
    public PlaygroundWindow window() {
        return window;
    }

    @Override
    public Runnable end() {
        pulse.stop();
        window.close();
        return world::close;
    }
}
