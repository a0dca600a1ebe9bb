/// Tests of what is shown of one client or post.
@NullMarked
package dev.parallax.ui.inspector;

import org.jspecify.annotations.NullMarked;
