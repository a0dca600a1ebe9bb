/// The toolbar: traffic, clients, view and theme.
@NullMarked
package dev.parallax.ui.toolbar;

import org.jspecify.annotations.NullMarked;
