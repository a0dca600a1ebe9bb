/// What an expression means: truth, evaluation, explanation, permission hash and the terms an audience index
/// can use.
@NullMarked
package dev.parallax.policy;

import org.jspecify.annotations.NullMarked;
