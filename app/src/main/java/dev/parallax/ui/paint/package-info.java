/// Painting into an array of pixels: shapes, text from a glyph atlas, and PNG files, without a scene graph and
/// without AWT.
@NullMarked
package dev.parallax.ui.paint;

import org.jspecify.annotations.NullMarked;
