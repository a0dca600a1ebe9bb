/// What a server answers, whatever brings the question: its routes, its streams, and who is connected. Knows
/// neither a network nor a thread: requests come in, replies go out, and a reply that is not there yet is asked
/// again when its bell rings or its time comes. [dev.parallax.server.front.Front] is the way in.
@NullMarked
package dev.parallax.server.front;

import org.jspecify.annotations.NullMarked;
