package dev.parallax.server.front;

import java.util.function.Function;

/// An answer without an end: status 200, then whatever the stream wants written. Immutable.
///
/// @param opening makes the stream, once its head is sent; it is given a bell, which rings, on any thread, when there
///     may be something to tell
public record StreamReply(String contentType, Function<Runnable, StreamRun> opening) implements Reply {}
