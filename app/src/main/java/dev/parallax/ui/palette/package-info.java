/// The command palette: everything that can be done or gone to, found by typing a part of its name.
@NullMarked
package dev.parallax.ui.palette;

import org.jspecify.annotations.NullMarked;
