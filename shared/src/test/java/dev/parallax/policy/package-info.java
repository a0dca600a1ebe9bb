/// Tests of what an expression means, and the generators that the server's tests use too.
@NullMarked
package dev.parallax.policy;

import org.jspecify.annotations.NullMarked;
