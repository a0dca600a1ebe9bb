/// One user connected in every dialect, side by side: who shows the same change first.
@NullMarked
package dev.parallax.ui.race;

import org.jspecify.annotations.NullMarked;
