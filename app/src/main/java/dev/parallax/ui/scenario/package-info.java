/// Scenarios and expectations in the window: the gallery, the bar that plays one, and what is pinned.
@NullMarked
package dev.parallax.ui.scenario;

import org.jspecify.annotations.NullMarked;
