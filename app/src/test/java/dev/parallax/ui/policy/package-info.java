/// Tests of how the schema is shown.
@NullMarked
package dev.parallax.ui.policy;

import org.jspecify.annotations.NullMarked;
