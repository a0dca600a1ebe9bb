/// Tests of what goes over the wire.
@NullMarked
package dev.parallax.wire;

import org.jspecify.annotations.NullMarked;
