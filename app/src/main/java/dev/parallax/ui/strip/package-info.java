/// Non-modal notices and small editors above the status bar.
@NullMarked
package dev.parallax.ui.strip;

import org.jspecify.annotations.NullMarked;
