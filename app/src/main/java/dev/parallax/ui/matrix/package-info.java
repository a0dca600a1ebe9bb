/// Clients against posts: who holds what, and who may see it.
@NullMarked
package dev.parallax.ui.matrix;

import org.jspecify.annotations.NullMarked;
