/// The database: the only place that knows SQL.
@NullMarked
package dev.parallax.server.store;

import org.jspecify.annotations.NullMarked;
