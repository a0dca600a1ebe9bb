/// A whole server and its clients in one thread, in virtual time, from one seed: the same engine, routes, dialects and
/// client machines as in production, over a pretended network and a real database in memory.
@NullMarked
package dev.parallax.simulation;

import org.jspecify.annotations.NullMarked;
