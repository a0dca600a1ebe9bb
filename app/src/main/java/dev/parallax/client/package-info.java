/// One client of the cursor dialect as plain code: the state machine, its rows, its outbox, and what it shows.
/// Knows no thread, clock, socket or window.
@NullMarked
package dev.parallax.client;

import org.jspecify.annotations.NullMarked;
