/// Tests of painting into pixels.
@NullMarked
package dev.parallax.ui.paint;

import org.jspecify.annotations.NullMarked;
