/// Tests of the tableau, and a world to show on it.
@NullMarked
package dev.parallax.ui.tableau;

import org.jspecify.annotations.NullMarked;
