@NullMarked
package dev.parallax.ui.why;

import org.jspecify.annotations.NullMarked;
