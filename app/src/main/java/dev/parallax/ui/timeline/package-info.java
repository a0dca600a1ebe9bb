/// The bottom of the window: what happened when, every moment again, messages in order, and figures over time.
@NullMarked
package dev.parallax.ui.timeline;

import org.jspecify.annotations.NullMarked;
