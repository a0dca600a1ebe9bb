/// What a scenario is: a world to begin with, and steps. Plain data.
@NullMarked
package dev.parallax.scenario.plan;

import org.jspecify.annotations.NullMarked;
