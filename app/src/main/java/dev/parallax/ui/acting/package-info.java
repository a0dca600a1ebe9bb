/// Writing as the selected client, online or offline, and what became of it.
@NullMarked
package dev.parallax.ui.acting;

import org.jspecify.annotations.NullMarked;
