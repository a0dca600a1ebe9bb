/// The bundled typefaces, so that text looks the same on every machine.
@NullMarked
package dev.parallax.ui.text;

import org.jspecify.annotations.NullMarked;
