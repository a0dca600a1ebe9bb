/// The world behind the window: server, fleet and oracle, started and closed together. Knows no JavaFX.
@NullMarked
package dev.parallax.ui.world;

import org.jspecify.annotations.NullMarked;
