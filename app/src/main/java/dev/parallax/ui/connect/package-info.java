/// Connecting programs of one's own: the address, a session, and examples that work.
@NullMarked
package dev.parallax.ui.connect;

import org.jspecify.annotations.NullMarked;
