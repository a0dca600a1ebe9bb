/// What the playground remembers between runs.
@NullMarked
package dev.parallax.ui.preferences;

import org.jspecify.annotations.NullMarked;
