/// Tests of actions and their keys.
@NullMarked
package dev.parallax.ui.action;

import org.jspecify.annotations.NullMarked;
