/// Tests of rows, changes and their hashes.
@NullMarked
package dev.parallax.change;

import org.jspecify.annotations.NullMarked;
