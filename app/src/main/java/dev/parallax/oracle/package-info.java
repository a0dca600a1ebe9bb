/// Compares what clients hold with what SQL says that they may see.
@NullMarked
package dev.parallax.oracle;

import org.jspecify.annotations.NullMarked;
