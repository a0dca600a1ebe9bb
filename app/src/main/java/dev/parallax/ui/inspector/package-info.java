/// The right panel: what the selected client holds and why, and who sees the selected post.
@NullMarked
package dev.parallax.ui.inspector;

import org.jspecify.annotations.NullMarked;
