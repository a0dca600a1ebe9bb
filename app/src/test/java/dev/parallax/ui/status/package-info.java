/// Tests of the status bar's figures.
@NullMarked
package dev.parallax.ui.status;

import org.jspecify.annotations.NullMarked;
