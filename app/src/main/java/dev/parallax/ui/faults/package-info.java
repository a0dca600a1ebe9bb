/// What goes wrong on purpose: for the selected clients, for all of them, and on the server.
@NullMarked
package dev.parallax.ui.faults;

import org.jspecify.annotations.NullMarked;
