/// The playground window: puts its parts together and owns the application's life-cycle.
@NullMarked
package dev.parallax.ui;

import org.jspecify.annotations.NullMarked;
