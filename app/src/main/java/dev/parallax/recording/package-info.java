/// What happened: the messages on each client's wire.
@NullMarked
package dev.parallax.recording;

import org.jspecify.annotations.NullMarked;
