/// Text to [dev.parallax.schema.Schema], or all its errors at once.
@NullMarked
package dev.parallax.language;

import org.jspecify.annotations.NullMarked;
