/// Tests of what goes wrong on purpose.
@NullMarked
package dev.parallax.ui.faults;

import org.jspecify.annotations.NullMarked;
