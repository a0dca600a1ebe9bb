/// Which client and which post are selected.
@NullMarked
package dev.parallax.ui.selection;

import org.jspecify.annotations.NullMarked;
