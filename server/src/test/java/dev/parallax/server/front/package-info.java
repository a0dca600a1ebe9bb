@NullMarked
package dev.parallax.server.front;

import org.jspecify.annotations.NullMarked;
