/// The why-cell: one verdict on a client and a row that joins policy, sync and overlay. Knows no JavaFX.
@NullMarked
package dev.parallax.ui.why;

import org.jspecify.annotations.NullMarked;
