/// Long runs under faults: whether everything ends right, and memory stays where it was.
@NullMarked
package dev.parallax.soak;

import org.jspecify.annotations.NullMarked;
