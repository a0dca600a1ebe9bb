/// Tests of how matches are ranked.
@NullMarked
package dev.parallax.ui.palette;

import org.jspecify.annotations.NullMarked;
