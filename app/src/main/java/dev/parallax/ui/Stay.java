package dev.parallax.ui;

import javafx.scene.Scene;

/// A world that is shown in place of the person's own, until they leave it. FX thread only.
interface Stay {
    /// Shows its content, and begins.
    void begin(Scene scene);

    PlaygroundWindow window();

    /// Ends it; its world goes down on the thread that runs what this returns, which blocks.
    Runnable end();
}
