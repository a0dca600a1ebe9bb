/// Files that leave the program and come back: recordings, figures, change logs and whole worlds. Knows no JavaFX.
@NullMarked
package dev.parallax.bundle;

import org.jspecify.annotations.NullMarked;
