/// The left panel: the schema as it is enforced, and how much data there is.
@NullMarked
package dev.parallax.ui.policy;

import org.jspecify.annotations.NullMarked;
