/// Many clients' caches side by side: layout and state without JavaFX, a painter over pixels, and the control that
/// shows them.
@NullMarked
package dev.parallax.ui.tableau;

import org.jspecify.annotations.NullMarked;
