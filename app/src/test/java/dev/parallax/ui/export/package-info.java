/// Tests of files that are written and read in the background.
@NullMarked
package dev.parallax.ui.export;

import org.jspecify.annotations.NullMarked;
