/// Tests of the commands.
@NullMarked
package dev.parallax.cli;

import org.jspecify.annotations.NullMarked;
