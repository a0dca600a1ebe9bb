/// What the engine's results look like on the wire, one class for each dialect; pure.
@NullMarked
package dev.parallax.server.dialect;

import org.jspecify.annotations.NullMarked;
