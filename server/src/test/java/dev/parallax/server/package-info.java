/// The server as other modules start it.
@NullMarked
package dev.parallax.server;

import org.jspecify.annotations.NullMarked;
