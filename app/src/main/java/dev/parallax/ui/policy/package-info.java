/// The left panel: the policy as text, checked, completed and tried out before it is applied, and how
/// much data there is.
@NullMarked
package dev.parallax.ui.policy;

import org.jspecify.annotations.NullMarked;
