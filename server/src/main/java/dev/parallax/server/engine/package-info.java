/// Mutations, the writer, catch-up and audiences: a change is scoped once, here.
@NullMarked
package dev.parallax.server.engine;

import org.jspecify.annotations.NullMarked;
