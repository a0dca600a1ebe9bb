/// The messages of each dialect as records, and their JSON.
@NullMarked
package dev.parallax.wire;

import org.jspecify.annotations.NullMarked;
