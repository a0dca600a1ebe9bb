/// Scenarios: what is done to a server and its clients, step by step, and what must then be so. The
/// runner, the files they are kept in, and the watch that checks expectations all the time.
@NullMarked
package dev.parallax.scenario;

import org.jspecify.annotations.NullMarked;
