/// What happened to rows: versions, rows, changes, scoped changes and the chained hash.
@NullMarked
package dev.parallax.change;

import org.jspecify.annotations.NullMarked;
