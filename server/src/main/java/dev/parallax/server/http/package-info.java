/// The front: routes, guards, problems and the outbound queue of every connection. The only package that knows
/// Javalin.
@NullMarked
package dev.parallax.server.http;

import org.jspecify.annotations.NullMarked;
