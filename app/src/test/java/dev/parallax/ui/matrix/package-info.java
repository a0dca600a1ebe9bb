@NullMarked
package dev.parallax.ui.matrix;

import org.jspecify.annotations.NullMarked;
