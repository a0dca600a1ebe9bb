/// Tests of writing as a client, and of undoing it.
@NullMarked
package dev.parallax.ui.acting;

import org.jspecify.annotations.NullMarked;
