/// Everything a person can do: one enum from which toolbar, menus, keys and the shortcut sheet come.
@NullMarked
package dev.parallax.ui.action;

import org.jspecify.annotations.NullMarked;
