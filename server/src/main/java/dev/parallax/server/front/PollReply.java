package dev.parallax.server.front;

import java.util.function.Function;

/// A reply that may wait for something to say. Immutable.
///
/// @param opening makes the poll; it is given a bell, which rings, on any thread, when there may be news
public record PollReply(Function<Runnable, Poll> opening) implements Reply {}
