/// Measurements of the server against baselines that are taken in the same run. Prints ratios; asserts nothing.
@NullMarked
package dev.parallax.bench;

import org.jspecify.annotations.NullMarked;
