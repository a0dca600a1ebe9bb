/// What clients keep over their death, in a local H2 database: the only package of the app that knows SQL.
@NullMarked
package dev.parallax.storage;

import org.jspecify.annotations.NullMarked;
