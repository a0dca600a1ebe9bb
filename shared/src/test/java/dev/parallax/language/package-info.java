/// Tests of the schema language.
@NullMarked
package dev.parallax.language;

import org.jspecify.annotations.NullMarked;
