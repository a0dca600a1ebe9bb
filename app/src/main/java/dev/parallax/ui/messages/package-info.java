/// All text that a person reads, from one resource bundle.
@NullMarked
package dev.parallax.ui.messages;

import org.jspecify.annotations.NullMarked;
