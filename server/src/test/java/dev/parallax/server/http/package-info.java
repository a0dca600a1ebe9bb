/// The HTTP front from outside, and its parts from inside.
@NullMarked
package dev.parallax.server.http;

import org.jspecify.annotations.NullMarked;
