/// The status bar: the oracle's counts, liveness, pace and address.
@NullMarked
package dev.parallax.ui.status;

import org.jspecify.annotations.NullMarked;
