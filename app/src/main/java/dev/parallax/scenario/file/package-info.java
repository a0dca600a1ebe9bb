/// Scenario files: reading them with every error at its line and column, and writing them.
@NullMarked
package dev.parallax.scenario.file;

import org.jspecify.annotations.NullMarked;
