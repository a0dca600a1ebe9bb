@NullMarked
package dev.parallax.ui.timeline;

import org.jspecify.annotations.NullMarked;
