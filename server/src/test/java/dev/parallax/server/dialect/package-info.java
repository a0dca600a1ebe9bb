@NullMarked
package dev.parallax.server.dialect;

import org.jspecify.annotations.NullMarked;
