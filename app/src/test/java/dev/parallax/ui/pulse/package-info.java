@NullMarked
package dev.parallax.ui.pulse;

import org.jspecify.annotations.NullMarked;
