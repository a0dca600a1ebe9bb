/// Tests of what is selected.
@NullMarked
package dev.parallax.ui.selection;

import org.jspecify.annotations.NullMarked;
