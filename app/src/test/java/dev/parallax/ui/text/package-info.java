/// Tests of the bundled typefaces.
@NullMarked
package dev.parallax.ui.text;

import org.jspecify.annotations.NullMarked;
