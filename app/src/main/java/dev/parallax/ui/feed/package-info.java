/// Turns clients, and what the oracle found about them, into the cards of the tableau.
@NullMarked
package dev.parallax.ui.feed;

import org.jspecify.annotations.NullMarked;
