/// Sentences about what clients hold, and whether they are true: a language, and a pure core that is
/// told what happens and what time it is.
@NullMarked
package dev.parallax.scenario.expectation;

import org.jspecify.annotations.NullMarked;
