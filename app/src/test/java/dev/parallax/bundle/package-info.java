@NullMarked
package dev.parallax.bundle;

import org.jspecify.annotations.NullMarked;
