/// Many clients at once, who they are, and the seeded traffic they make.
@NullMarked
package dev.parallax.fleet;

import org.jspecify.annotations.NullMarked;
