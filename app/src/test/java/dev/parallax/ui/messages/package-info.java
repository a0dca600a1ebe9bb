/// Tests of the texts.
@NullMarked
package dev.parallax.ui.messages;

import org.jspecify.annotations.NullMarked;
