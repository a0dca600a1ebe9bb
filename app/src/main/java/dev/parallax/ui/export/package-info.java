/// What leaves the window as a file, and what comes back from one.
@NullMarked
package dev.parallax.ui.export;

import org.jspecify.annotations.NullMarked;
