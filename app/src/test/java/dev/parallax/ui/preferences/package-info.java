/// Tests of what is remembered.
@NullMarked
package dev.parallax.ui.preferences;

import org.jspecify.annotations.NullMarked;
