/// Tests of the world behind the window.
@NullMarked
package dev.parallax.ui.world;

import org.jspecify.annotations.NullMarked;
