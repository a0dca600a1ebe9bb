/// One timer for the whole window, the mailbox it drains, and questions answered in the background.
@NullMarked
package dev.parallax.ui.pulse;

import org.jspecify.annotations.NullMarked;
