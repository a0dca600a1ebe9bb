package dev.parallax.ui.palette;

import org.kordamp.ikonli.feather.Feather;

/// One thing that the palette offers. Immutable.
///
/// @param title what is done or gone to
/// @param detail what kind of thing it is, and more to find it by
/// @param keys the shortcut, or empty
/// @param enabled whether it can be done now
/// @param choice does it
record Entry(Feather icon, String title, String detail, String keys, boolean enabled, Runnable choice) {}
