/// Light and dark, icons and fonts: how everything looks.
@NullMarked
package dev.parallax.ui.theme;

import org.jspecify.annotations.NullMarked;
