package dev.parallax.server.front;

/// What becomes of a call: an answer that is whole, one that has to be waited for, or a stream that goes on.
public sealed interface Reply permits Answer, Awaited, PollReply, StreamReply {}
