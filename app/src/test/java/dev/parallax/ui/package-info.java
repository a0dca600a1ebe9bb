/// Tests of the window.
@NullMarked
package dev.parallax.ui;

import org.jspecify.annotations.NullMarked;
